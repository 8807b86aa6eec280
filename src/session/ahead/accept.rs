//! Making claims and incidents of suggestions: each time one command, and one step to undo.

use super::ReadAhead;
use super::place::{Placement, title_of};
use super::proposal::{Names, Proposal, taken};
use super::when_where::{date_fields, place_fields, readable};
use crate::edit::{
    Assign, Batch, ClaimFields, Command, Decide, IncidentFields, Mark, NewIncident, PartyFields,
    Quote, ResponsibilityFields, SetIncident, SetSource, SourceFields, SubsetFields, Words,
};
use crate::model::{
    ClaimId, Figure, IdSource, Incident, IncidentId, Judgement, Modifier, Scope, Side, SourceKind,
    Stance, Vocabulary as _,
};
use crate::session::Session;
use crate::suggest::ClaimSuggestion;
use crate::text::TextRange;

fn words(range: TextRange) -> Words {
    Words::Bytes { start: range.start(), end: range.end() }
}

/// "23 killed", for the Undo menu.
fn describe(claim: &ClaimSuggestion) -> String {
    let outcome = claim.outcome.label().to_lowercase();
    match claim.verbatim.trim() {
        "" => outcome,
        verbatim => format!("{verbatim} {outcome}"),
    }
}

impl Session {
    /// Makes a claim of a suggestion, as it is proposed.
    pub fn accept(&self, ahead: &ReadAhead, nth: usize, placement: &Placement) -> Option<Command> {
        let claim = ahead.open(nth)?;
        let mut batch = Acceptance::new(self, ahead);
        let incident = batch.place(placement);
        batch.claim(nth, incident.as_ref())?;
        Some(batch.finish(format!("Accept {}", describe(claim))))
    }

    /// Makes a claim of a suggestion as an analyst has changed it.
    pub fn accept_edited(
        &self,
        ahead: &ReadAhead,
        nth: usize,
        mark: Mark,
        source: Option<Command>,
        (placement, title): (&Placement, Option<&str>),
    ) -> Option<Command> {
        let claim = ahead.open(nth)?;
        let proposed = self.proposal(ahead, nth)?;
        let mut batch = Acceptance::new(self, ahead);
        batch.commands.extend(source);
        let incident = batch.place(placement).or_else(|| mark.incident.clone());
        for command in &mut batch.commands {
            if let (Command::NewIncident(new), Some(title)) = (command, title) {
                new.fields.title = Some(title.to_owned());
            }
        }
        let as_proposed =
            |field: fn(&ClaimFields) -> String| field(&mark.fields) == field(&proposed.fields);
        let same = mark.fields.figure == proposed.fields.figure
            && mark.fields.outcome == proposed.fields.outcome
            && mark.fields.category == proposed.fields.category
            && mark.fields.side == proposed.fields.side
            && mark.fields.scope == proposed.fields.scope
            && mark.fields.modifier == proposed.fields.modifier
            && as_proposed(|f| f.source.clone().unwrap_or_default())
            && as_proposed(|f| f.victim.clone().unwrap_or_default());
        let judgement = if same { Judgement::Accepted } else { Judgement::Edited };
        let fields = ClaimFields {
            supersedes: proposed.fields.supersedes.clone(),
            subset: proposed.fields.subset.clone(),
            ..mark.fields.clone()
        };
        let mark = Mark { incident, fields, ..mark };
        batch.mark(nth, mark, judgement)?;
        Some(batch.finish(format!("Accept {}", describe(claim))))
    }

    /// Makes an incident of a proposal, or adds to one: with its date, place and parties, and all
    /// its claims that wait.
    pub fn accept_incident(
        &self,
        ahead: &ReadAhead,
        group: usize,
        placement: &Placement,
    ) -> Option<Command> {
        let told = ahead.found.incidents.get(group)?;
        let mut batch = Acceptance::new(self, ahead);
        let incident = batch.place(placement);
        batch.group(group, incident.as_ref())?;
        let label = match placement {
            Placement::New(_) => format!("Accept incident {}", title_of(told)),
            Placement::Incident(_) | Placement::Nowhere => "Accept suggested claims".to_owned(),
        };
        Some(batch.finish(label))
    }

    /// Accepts what two articles tell of one incident: that of the first where it is placed, and that
    /// of the second in the same incident.
    pub(super) fn accept_both(
        &self,
        (first, placement): ((&ReadAhead, usize), &Placement),
        second: (&ReadAhead, usize),
    ) -> Option<Command> {
        let mut batch = Acceptance::new(self, first.0);
        let incident = batch.place(placement)?;
        batch.group(first.1, Some(&incident))?;
        batch.turn_to(second.0);
        batch.group(second.1, Some(&incident))?;
        Some(batch.finish("Code as one incident".to_owned()))
    }

    /// Rejects a suggestion: it is not proposed again.
    pub fn reject(&self, ahead: &ReadAhead, nth: usize) -> Option<Command> {
        let claim = ahead.open(nth)?;
        Some(Command::Decide(decide(ahead, claim, Judgement::Rejected, None)))
    }
}

impl Session {
    /// Rejects all claims of a proposed incident that wait: none of them is proposed again.
    pub fn reject_incident(&self, ahead: &ReadAhead, group: usize) -> Option<Command> {
        let told = ahead.found.incidents.get(group)?;
        let open = ahead.open_of(group).into_iter().filter_map(|nth| ahead.found.claims.get(nth));
        let commands: Vec<Command> = open
            .map(|claim| Command::Decide(decide(ahead, claim, Judgement::Rejected, None)))
            .collect();
        let label = format!("Reject incident {}", title_of(told));
        (!commands.is_empty()).then_some(Command::Batch(Batch { label, commands }))
    }
}

/// Whether a claim tells less surely what another one of its incident tells with a number: a single
/// person without one, or "dozens".
fn is_unsure(ahead: &ReadAhead, nth: usize) -> bool {
    let claims = &ahead.found.claims;
    let Some(claim) = claims.get(nth) else { return false };
    let is_vague = |c: &ClaimSuggestion| c.modifier == Modifier::Vague;
    let uncounted = |c: &ClaimSuggestion| {
        c.figure == Figure::exact(1)
            && matches!(&*c.why.rule, "person harmed" | "harmed person" | "person died")
    };
    if !is_vague(claim) && !uncounted(claim) || claim.subset.is_some() {
        return false;
    }
    let counted = |other: &ClaimSuggestion| {
        other.incident == claim.incident
            && other.outcome == claim.outcome
            && other.subset.is_none()
            && !is_vague(other)
            && !uncounted(other)
            && matches!(other.scope, Scope::Total | Scope::Partial | Scope::NonConflict)
    };
    claims.iter().any(counted)
}

/// How many claims must be made before this one.
fn depth(ahead: &ReadAhead, nth: usize, at: usize) -> usize {
    let Some(claim) = ahead.found.claims.get(nth) else { return at };
    if at > ahead.found.claims.len() {
        return at;
    }
    let whole = claim.subset.as_ref().and_then(|s| s.of);
    let before = claim.supersedes.iter().copied().chain(whole);
    before.map(|b| depth(ahead, b, at + 1)).max().unwrap_or(at)
}

fn decide(
    ahead: &ReadAhead,
    claim: &ClaimSuggestion,
    judgement: Judgement,
    made: Option<ClaimId>,
) -> Decide {
    let number = if claim.number.is_empty() { claim.range } else { claim.number };
    Decide {
        article: ahead.article.as_str().to_owned(),
        words: words(number),
        outcome: claim.outcome.clone(),
        judgement,
        rule: claim.why.rule.clone(),
        claim: made,
    }
}

/// The commands of an acceptance, as they are gathered.
struct Acceptance<'a> {
    session: &'a Session,
    ahead: &'a ReadAhead,
    commands: Vec<Command>,
    /// The claims that are made, by their place in the list.
    made: Vec<(usize, ClaimId)>,
    /// Sources that a command before takes care of.
    sources: Vec<String>,
    /// Incidents that have what this article adds to them.
    added: Vec<IncidentId>,
    ids: IdSource,
}

impl<'a> Acceptance<'a> {
    fn new(session: &'a Session, ahead: &'a ReadAhead) -> Self {
        let mut ids = session.ids.clone();
        // Ids of planning come from the stream itself: these from a branch of it.
        let ids = IdSource::from_seed(ids.next_bits().rotate_left(32) ^ session.revision);
        let (commands, made) = (Vec::new(), Vec::new());
        Self { session, ahead, commands, made, sources: Vec::new(), added: Vec::new(), ids }
    }

    /// Goes on with another article: its claims are others.
    fn turn_to(&mut self, ahead: &'a ReadAhead) {
        self.ahead = ahead;
        self.made.clear();
        self.added.clear();
    }

    /// All claims of a proposed incident that wait. `None` where none does.
    fn group(&mut self, group: usize, incident: Option<&IncidentId>) -> Option<()> {
        let ahead = self.ahead;
        let open = ahead.open_of(group);
        if open.is_empty() {
            return None;
        }
        // What another one replaces, or counts a part of, is made first.
        // What the program itself is not sure of waits for a look of its own.
        let sure = |nth: &usize| !is_unsure(ahead, *nth);
        let mut order: Vec<usize> = open.iter().copied().filter(sure).collect();
        if order.is_empty() {
            order = open;
        }
        order.sort_by_key(|nth| depth(ahead, *nth, 0));
        for nth in order {
            self.claim(nth, incident)?;
        }
        Some(())
    }

    fn finish(self, label: String) -> Command {
        Command::Batch(Batch { label, commands: self.commands })
    }

    /// The incident that the claims go into, made or added to.
    fn place(&mut self, placement: &Placement) -> Option<IncidentId> {
        match placement {
            Placement::Nowhere => None,
            Placement::New(group) => {
                let id = IncidentId::fresh(&mut self.ids);
                let fields = self.incident_fields(*group)?;
                self.commands.push(Command::NewIncident(NewIncident {
                    incident: Some(id.clone()),
                    fields,
                    claims: Vec::new(),
                }));
                // Claims of the same proposal that were accepted before it had an incident.
                let told = self.ahead.found.incidents.get(*group)?;
                let loose = told.claims.iter().filter_map(|nth| taken(self.ahead, *nth));
                let project = &self.session.project;
                let loose: Vec<ClaimId> = loose
                    .filter(|c| project.claims.get(c).is_some_and(|c| c.incident.is_none()))
                    .collect();
                if !loose.is_empty() {
                    let incident = Some(id.clone());
                    self.commands.push(Command::Assign(Assign { claims: loose, incident }));
                }
                Some(id)
            }
            Placement::Incident(id) => Some(id.clone()),
        }
    }

    /// The parties to an incident and who is said to have done it, as the commands so far leave it.
    fn known_of(&self, id: &IncidentId) -> (Vec<PartyFields>, Vec<ResponsibilityFields>) {
        let incident = self.session.project.incidents.get(id);
        let mut known = incident.map_or_else(Default::default, |incident| {
            (parties_of(self.session, incident), said_of(self.session, incident))
        });
        let fields = |command: &Command| {
            if let Command::NewIncident(new) = command {
                return (new.incident.as_ref() == Some(id)).then(|| new.fields.clone());
            }
            let Command::SetIncident(set) = command else { return None };
            (set.incident == *id).then(|| set.fields.clone())
        };
        for fields in self.commands.iter().filter_map(fields) {
            known.0 = fields.parties.unwrap_or(known.0);
            known.1 = fields.responsibility.unwrap_or(known.1);
        }
        known
    }

    /// What the article says of an incident that is not known of it yet: who claims it, and the
    /// parties to it.
    fn additions(&mut self, group: usize, id: &IncidentId) {
        let (parties, said) = self.parties(group);
        let (known, told) = self.known_of(id);
        let fresh: Vec<PartyFields> = parties
            .into_iter()
            .filter(|p| !known.iter().any(|k| same(k, p, self.session)))
            .collect();
        let news: Vec<ResponsibilityFields> = said
            .into_iter()
            .filter(|r| !told.iter().any(|k| k.actor == r.actor && k.stance == r.stance))
            .collect();
        let mut fields = IncidentFields::default();
        if !fresh.is_empty() {
            fields.parties = Some(known.into_iter().chain(fresh).collect());
        }
        if !news.is_empty() {
            // "No group has said" ends when one says so.
            let claimed = news.iter().any(|r| r.stance == Stance::Claimed);
            let known_claim = told.iter().any(|r| r.stance == Stance::Claimed);
            let kept = told.into_iter().filter(|r| !(claimed && r.stance == Stance::Unclaimed));
            let news = news.into_iter().filter(|r| !(known_claim && r.stance == Stance::Unclaimed));
            fields.responsibility = Some(kept.chain(news).collect());
        }
        if fields != IncidentFields::default() {
            self.commands.push(Command::SetIncident(SetIncident { incident: id.clone(), fields }));
        }
    }

    fn incident_fields(&mut self, group: usize) -> Option<IncidentFields> {
        let told = self.ahead.found.incidents.get(group)?.clone();
        let (parties, responsibility) = self.parties(group);
        let mut fields = IncidentFields {
            title: Some(title_of(&told)),
            event_type: Some(told.event_type.clone()),
            sub_event_type: Some(told.sub_event_type.clone()),
            parties: Some(parties),
            responsibility: Some(responsibility),
            ..IncidentFields::default()
        };
        let date = told.date.and_then(|at| self.ahead.found.dates.get(at));
        match (date, told.when) {
            (Some(date), when) if when.is_none() || date.span == when => {
                date_fields(self.ahead, date, &mut fields);
            }
            (_, Some(when)) => {
                fields.date = readable(when);
            }
            (_, None) => {}
        }
        // A guess from the dateline waits for the key that takes places.
        let place = told.place.filter(|_| !told.place_is_guess);
        match place.and_then(|at| self.ahead.found.places.get(at)) {
            Some(place) => {
                let text =
                    if told.place_text.trim().is_empty() { &place.name } else { &told.place_text };
                let project = &self.session.project;
                self.commands.extend(place_fields(project, place, text, &mut fields));
            }
            None if told.place_is_guess => {}
            None => fields.place_text = Some(told.place_text.clone()),
        }
        Some(fields)
    }

    /// The parties to a proposed incident, and who is said to have done it.
    fn parties(&self, group: usize) -> (Vec<PartyFields>, Vec<ResponsibilityFields>) {
        let names = Names { project: &self.session.project, ahead: self.ahead };
        let found = &self.ahead.found;
        let Some(told) = found.incidents.get(group) else { return (Vec::new(), Vec::new()) };
        let mut parties: Vec<PartyFields> = Vec::new();
        let add = |parties: &mut Vec<PartyFields>, actor: String, side: Side| {
            if !actor.is_empty() && !parties.iter().any(|p| p.actor == actor) {
                parties.push(PartyFields { actor, side, role: "".into() });
            }
        };
        let own = told.claims.iter().filter_map(|nth| found.claims.get(*nth));
        for claim in own.filter(|c| c.scope != Scope::Background && c.scope != Scope::Several) {
            if let Some(victim) = names.victim(claim) {
                let side = names.side(claim, Some(&victim));
                add(&mut parties, victim, side);
            }
        }
        let against_a = parties.iter().any(|p| p.side == Side::A);
        let mut said = Vec::new();
        let spoken = found.responsibility.iter().enumerate();
        for (nth, one) in
            spoken.filter(|(n, r)| told.responsibility.contains(n) || r.incident == Some(group))
        {
            if said.iter().any(|(_, r): &(usize, ResponsibilityFields)| {
                r.actor == one.actor && r.stance == one.stance
            }) {
                continue;
            }
            if matches!(one.stance, Stance::Claimed | Stance::Attributed) {
                let known = names.side_of(&one.actor);
                let side = known.unwrap_or(if against_a { Side::B } else { Side::Unknown });
                add(&mut parties, one.actor.clone(), side);
            }
            said.push((
                nth,
                ResponsibilityFields {
                    actor: one.actor.clone(),
                    stance: one.stance.clone(),
                    source: one.source.clone().unwrap_or_default(),
                },
            ));
        }
        (parties, said.into_iter().map(|(_, said)| said).collect())
    }

    /// A claim as it is proposed.
    fn claim(&mut self, nth: usize, incident: Option<&IncidentId>) -> Option<()> {
        let claim = self.ahead.found.claims.get(nth)?;
        let proposal = self.session.proposal(self.ahead, nth)?;
        self.source(&proposal);
        if let (Some(group), Some(id)) = (self.ahead.group_of(nth), incident) {
            self.additions_once(group, id);
        }
        let made = |n: &usize| self.made.iter().find(|(m, _)| m == n).map(|(_, id)| id.clone());
        let mut fields = proposal.fields;
        let earlier = claim.supersedes.iter().filter_map(made);
        if let Some(supersedes) = &mut fields.supersedes {
            supersedes.extend(earlier);
        }
        if let Some(subset) = &claim.subset
            && let Some(of) = subset.of.as_ref().and_then(made)
        {
            fields.subset = Some(SubsetFields { kind: Some(subset.kind.clone()), of: Some(of) });
        }
        let belongs = claim.scope != Scope::Background && claim.scope != Scope::Several;
        let mark = Mark {
            claim: None,
            article: self.ahead.article.as_str().to_owned(),
            words: words(claim.range),
            incident: incident.filter(|_| belongs).cloned(),
            fields,
        };
        self.mark(nth, mark, Judgement::Accepted)
    }

    fn additions_once(&mut self, group: usize, id: &IncidentId) {
        if !self.added.contains(id) {
            self.added.push(id.clone());
            self.additions(group, id);
        }
    }

    fn mark(&mut self, nth: usize, mark: Mark, judgement: Judgement) -> Option<()> {
        let claim = self.ahead.found.claims.get(nth)?;
        let id = ClaimId::fresh(&mut self.ids);
        self.made.push((nth, id.clone()));
        self.commands.push(Command::Mark(Mark { claim: Some(id.clone()), ..mark }));
        for repeat in &claim.repeats {
            self.commands.push(Command::AddQuote(Quote {
                claim: id.clone(),
                article: self.ahead.article.as_str().to_owned(),
                words: words(*repeat),
            }));
        }
        self.commands.push(Command::Decide(decide(self.ahead, claim, judgement, Some(id))));
        Some(())
    }

    /// Makes the source, or says of one that nobody has described yet who it is.
    fn source(&mut self, proposal: &Proposal) {
        let name = proposal.fields.source.clone().unwrap_or_default();
        if name.is_empty() || self.sources.contains(&name) {
            return;
        }
        self.sources.push(name.clone());
        let known = self.session.project.source_named(&name);
        let undescribed = known.is_none_or(|s| s.kind == SourceKind::Unknown && s.actor.is_none());
        if !undescribed {
            return;
        }
        let actor = Some(proposal.speaks_for.clone()).filter(|actor| !actor.is_empty());
        let fields = SourceFields {
            name: Some(name),
            kind: Some(proposal.source_kind.clone()),
            actor,
            ..SourceFields::default()
        };
        self.commands.push(Command::SetSource(SetSource { source: None, fields }));
    }
}

fn parties_of(session: &Session, incident: &Incident) -> Vec<PartyFields> {
    let name = |id| session.project.actors.get(id).map_or_else(String::new, |a| a.name.clone());
    let parties = incident.parties.iter();
    parties
        .map(|p| PartyFields { actor: name(&p.actor), side: p.side.clone(), role: p.role.clone() })
        .collect()
}

fn said_of(session: &Session, incident: &Incident) -> Vec<ResponsibilityFields> {
    let project = &session.project;
    let said = incident.responsibility.iter();
    said.map(|r| ResponsibilityFields {
        actor: r
            .actor
            .as_ref()
            .and_then(|id| project.actors.get(id))
            .map_or_else(String::new, |a| a.name.clone()),
        stance: r.stance.clone(),
        source: r
            .source
            .as_ref()
            .and_then(|id| project.sources.get(id))
            .map_or_else(String::new, |s| s.name.clone()),
    })
    .collect()
}

/// Whether two parties are one actor, by name or alias.
fn same(known: &PartyFields, fresh: &PartyFields, session: &Session) -> bool {
    let id = |name: &str| session.project.actor_named(name).map(|a| a.id.clone());
    known.actor == fresh.actor
        || id(&known.actor).is_some_and(|known| id(&fresh.actor).as_ref() == Some(&known))
}

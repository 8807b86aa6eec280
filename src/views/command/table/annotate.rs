//! Marking, suggestions and incidents: the rows of the Annotate menu.

use eframe::egui::Key;

use super::super::row::{also, command, command_shift, entry, group, needing, plain, shift};
use super::super::{Entry, Menu, Need, UiCommand};

pub(super) const ROWS: &[Entry] = {
    use Menu::Annotate;
    use UiCommand as C;
    &[
        needing(
            Need::Selection,
            entry(
                C::MarkKilled,
                Annotate,
                "Mark as killed",
                "Make a claim of the selected words: people killed",
                Some(plain(Key::Num1)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkInjured,
                Annotate,
                "Mark as injured",
                "Make a claim of the selected words: people injured",
                Some(plain(Key::Num2)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkAbducted,
                Annotate,
                "Mark as abducted",
                "Make a claim of the selected words: people abducted",
                Some(plain(Key::Num3)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkMissing,
                Annotate,
                "Mark as missing",
                "Make a claim of the selected words: people missing",
                Some(plain(Key::Num4)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkNeutralised,
                Annotate,
                "Mark as neutralised",
                "Make a claim of the selected words: people “neutralised”",
                Some(plain(Key::Num5)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkOther,
                Annotate,
                "Mark as other outcome",
                "Make a claim of the selected words and choose the outcome in the form",
                Some(plain(Key::Num6)),
            ),
        ),
        group(needing(
            Need::Form,
            entry(
                C::AcceptClaim,
                Annotate,
                "Accept form",
                "Take the claim form, or the figure of your own, as it stands",
                Some(command(Key::Enter)),
            ),
        )),
        needing(
            Need::Form,
            entry(
                C::DiscardForm,
                Annotate,
                "Discard claim form",
                "Throw the claim form away: Escape outside a field",
                None,
            ),
        ),
        needing(
            Need::Discarded,
            entry(
                C::RestoreForm,
                Annotate,
                "Bring back claim form",
                "Open the claim form again that was thrown away last",
                Some(command_shift(Key::Backspace)),
            ),
        ),
        group(needing(
            Need::SelectionAndClaim,
            entry(
                C::AddQuote,
                Annotate,
                "Add words to claim",
                "The article says it again: add the selected words to the claim in focus",
                Some(plain(Key::W)),
            ),
        )),
        needing(
            Need::Guess,
            entry(
                C::TakeGuess,
                Annotate,
                "Take the guessed incident",
                "Put the claim into the incident that the program guesses",
                Some(command(Key::I)),
            ),
        ),
        needing(
            Need::ClaimOrForm,
            entry(
                C::AssignIncident,
                Annotate,
                "Assign to incident…",
                "Put the claim in focus into an incident, the likely ones first",
                Some(plain(Key::I)),
            ),
        ),
        entry(
            C::NewIncident,
            Annotate,
            "New incident",
            "Make an incident, of the claim in focus if it has none",
            Some(shift(Key::I)),
        ),
        needing(
            Need::Article,
            entry(
                C::AddEvidence,
                Annotate,
                "Add as evidence…",
                "Note that the selected words, or the article, speak of an incident",
                Some(shift(Key::E)),
            ),
        ),
        group(needing(
            Need::Suggestion,
            entry(
                C::AcceptSuggestion,
                Annotate,
                "Accept suggestion",
                "Make a claim of the suggestion in focus, as it is proposed",
                Some(plain(Key::Enter)),
            ),
        )),
        needing(
            Need::Suggestion,
            entry(
                C::EditSuggestion,
                Annotate,
                "Edit suggestion",
                "Open the claim form, filled with the suggestion in focus",
                Some(plain(Key::E)),
            ),
        ),
        needing(
            Need::Suggestion,
            entry(
                C::RejectSuggestion,
                Annotate,
                "Reject suggestion",
                "Never propose the suggestion in focus again",
                Some(plain(Key::X)),
            ),
        ),
        needing(
            Need::Proposal,
            entry(
                C::AcceptIncident,
                Annotate,
                "Accept incident",
                "Make the proposed incident, with date, place, parties and all its claims",
                Some(plain(Key::A)),
            ),
        ),
        needing(
            Need::Proposal,
            entry(
                C::RejectIncident,
                Annotate,
                "Reject incident",
                "Never propose this incident’s claims again",
                Some(shift(Key::X)),
            ),
        ),
        needing(
            Need::IncidentAndArticle,
            entry(
                C::TakeDate,
                Annotate,
                "Take date from article",
                "Give the incident in focus the likely date; again for the next one",
                Some(plain(Key::T)),
            ),
        ),
        needing(
            Need::IncidentAndArticle,
            entry(
                C::TakePlace,
                Annotate,
                "Take place from article",
                "Give the incident in focus the likely place; again for the next one",
                Some(plain(Key::P)),
            ),
        ),
        needing(
            Need::Incident,
            entry(
                C::LinkIncident,
                Annotate,
                "Link to incident…",
                "Say how the incident in focus stands to another one: part of it, a follow-up",
                Some(plain(Key::L)),
            ),
        ),
        needing(
            Need::Incident,
            also(
                "own figure by hand correct",
                entry(
                    C::OverrideFigure,
                    Annotate,
                    "Override figure…",
                    "Put a figure of your own in the place of the derived one, with a reason",
                    None,
                ),
            ),
        ),
        needing(
            Need::Incidents,
            entry(
                C::MergeIncidents,
                Annotate,
                "Merge incidents",
                "Make the incidents chosen in the table one: the one in focus stays, with its fields",
                Some(command_shift(Key::M)),
            ),
        ),
        entry(
            C::Registries,
            Annotate,
            "Sources, actors and places…",
            "Rename, correct and merge those that claims and incidents name, or remove unused ones",
            Some(command(Key::R)),
        ),
        group(needing(
            Need::Focus,
            entry(
                C::Remove,
                Annotate,
                "Remove",
                "Remove the claim or the incident in focus",
                Some(plain(Key::Delete)),
            ),
        )),
    ]
};

//! Vocabularies: closed in the code, open in the file. An id that this version does not know is
//! kept as it is and shown by its id.
//!
//! Terms are those of the field: outcomes and sides follow the practice of UCDP-GED and of the
//! casualty recorders' standards, event types the public type list of ACLED.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A list of terms with ids for files and labels for people.
pub trait Vocabulary: Clone + PartialEq + Sized + 'static {
    /// Name of the vocabulary for people: "outcome".
    const NAME: &'static str;

    /// The terms that this version knows, in the order in which people expect them.
    fn all() -> &'static [Self];

    /// The term's id in files and commands.
    fn id(&self) -> &str;

    /// The term for people, in sentence case.
    fn label(&self) -> &str;

    /// The term of this id; an unknown one is kept as it is.
    fn from_id(id: &str) -> Self;

    /// Whether this version knows the term.
    fn is_known(&self) -> bool {
        Self::all().contains(self)
    }
}

macro_rules! vocabulary {
    (
        $(#[$outer:meta])*
        $name:ident, $title:literal, default $default:ident {
            $($(#[$inner:meta])* $term:ident = $id:literal, $label:literal;)*
        }
    ) => {
        $(#[$outer])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[$inner])* $term,)*
            /// A term of a newer version or of another program, kept as it is.
            Other(SmolStr),
        }

        impl Vocabulary for $name {
            const NAME: &'static str = $title;

            fn all() -> &'static [Self] {
                &[$(Self::$term),*]
            }

            fn id(&self) -> &str {
                match self {
                    $(Self::$term => $id,)*
                    Self::Other(id) => id,
                }
            }

            fn label(&self) -> &str {
                match self {
                    $(Self::$term => $label,)*
                    Self::Other(id) => id,
                }
            }

            fn from_id(id: &str) -> Self {
                match id {
                    $($id => Self::$term,)*
                    _ => Self::Other(id.into()),
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::from_id(&SmolStr::deserialize(deserializer)?))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": concat!($title, "; ids of other programs are kept as they are"),
                    "type": "string",
                    "examples": [$($id),*],
                })
            }
        }
    };
}

vocabulary! {
    /// What happened to the people that a figure counts.
    Outcome, "outcome", default Killed {
        /// Dead.
        Killed = "killed", "Killed";
        /// Wounded or hurt.
        Injured = "injured", "Injured";
        /// Abducted, kidnapped or taken hostage.
        Abducted = "abducted", "Abducted";
        /// Missing or unaccounted for.
        Missing = "missing", "Missing";
        /// Detained or captured by authorities.
        Detained = "detained", "Detained";
        /// Gave themselves up.
        Surrendered = "surrendered", "Surrendered";
        /// Driven from their homes.
        Displaced = "displaced", "Displaced";
        /// "Neutralised": may be killed, wounded or captured.
        Neutralised = "neutralised", "Neutralised";
        /// "Casualties" with no word on which.
        Casualties = "casualties_unspecified", "Casualties, unspecified";
    }
}

vocabulary! {
    /// What kind of people a figure counts.
    Category, "victim category", default Unknown {
        /// Civilians.
        Civilian = "civilian", "Civilians";
        /// Soldiers and other members of armed forces.
        Military = "military", "Military";
        /// Police and gendarmes.
        Police = "police", "Police";
        /// Members of armed groups.
        Militant = "militant", "Militants";
        /// Peacekeepers.
        Peacekeeper = "peacekeeper", "Peacekeepers";
        /// Several categories in one figure.
        Mixed = "mixed", "Mixed";
        /// Not said.
        Unknown = "unknown", "Unknown";
    }
}

vocabulary! {
    /// Which side of the incident the victims belong to. By the custom of UCDP, A is the
    /// government side where there is one.
    Side, "side", default Unknown {
        /// Side A.
        A = "A", "Side A";
        /// Side B.
        B = "B", "Side B";
        /// Neither side: civilians, bystanders, peacekeepers.
        Third = "third", "Third party";
        /// Not said.
        Unknown = "unknown", "Unknown side";
    }
}

vocabulary! {
    /// How the words qualify the number.
    Modifier, "modifier", default Exact {
        /// "23".
        Exact = "exact", "exactly";
        /// "at least 73".
        AtLeast = "at_least", "at least";
        /// "more than 60".
        MoreThan = "more_than", "more than";
        /// "up to 40".
        UpTo = "up_to", "up to";
        /// "fewer than 20".
        LessThan = "less_than", "less than";
        /// "nearly 60".
        Nearly = "nearly", "nearly";
        /// "about 30".
        About = "about", "about";
        /// "20 to 30".
        Range = "range", "range";
        /// "dozens".
        Vague = "vague", "vague";
        /// A casualty is reported with no number.
        NoneExplicit = "none_explicit", "no number given";
    }
}

vocabulary! {
    /// What a claim's figure covers.
    Scope, "scope", default Total {
        /// The incident's whole toll of the group.
        Total = "incident_total", "Incident total";
        /// A part of it, disjoint from other parts.
        Partial = "partial", "Part of the incident";
        /// Several incidents together.
        Several = "several_incidents", "Several incidents";
        /// A toll over a period, told as background.
        Background = "cumulative_background", "Cumulative background";
        /// The strength of a force, not a casualty figure.
        ForceSize = "force_size", "Force size";
        /// Deaths that no attack caused: accidents, disasters.
        NonConflict = "non_conflict", "Non-conflict";
    }
}

vocabulary! {
    /// Whether an analyst stands behind a claim.
    Review, "review status", default Accepted {
        /// Proposed by a rule, not looked at.
        Suggested = "suggested", "Suggested";
        /// Accepted by an analyst.
        Accepted = "accepted", "Accepted";
        /// Rejected by an analyst, and not to be proposed again.
        Rejected = "rejected", "Rejected";
    }
}

vocabulary! {
    /// What an analyst made of a suggestion.
    Judgement, "judgement", default Rejected {
        /// Taken as it was proposed.
        Accepted = "accepted", "Accepted";
        /// Taken with changes.
        Edited = "edited", "Edited";
        /// Not taken, and not to be proposed again.
        Rejected = "rejected", "Rejected";
    }
}

vocabulary! {
    /// Who says it, by kind. The order is the default source ranking, most trusted first.
    SourceKind, "source type", default Unknown {
        /// United Nations bodies.
        Un = "un", "United Nations";
        /// Hospitals and health services.
        Medical = "medical", "Medical";
        /// Non-governmental organisations.
        Ngo = "ngo", "NGO";
        /// Civil authorities.
        StateCivil = "state_civil", "State, civil";
        /// Armies and defence ministries.
        StateMilitary = "state_military", "State, military";
        /// People who were there.
        Witness = "witness", "Witness";
        /// The article's own voice.
        Media = "media", "Media's own";
        /// Experts who were not there.
        Analyst = "analyst", "Analyst";
        /// Armed groups other than the state's.
        ArmedGroup = "armed_group", "Armed group";
        /// Not said or not known.
        Unknown = "unknown", "Unknown";
    }
}

vocabulary! {
    /// Reliability of a source on the A–F scale used in intelligence and verification work.
    Reliability, "reliability", default F {
        /// Completely reliable.
        A = "A", "A · completely reliable";
        /// Usually reliable.
        B = "B", "B · usually reliable";
        /// Fairly reliable.
        C = "C", "C · fairly reliable";
        /// Not usually reliable.
        D = "D", "D · not usually reliable";
        /// Unreliable.
        E = "E", "E · unreliable";
        /// Cannot be judged.
        F = "F", "F · cannot be judged";
    }
}

vocabulary! {
    /// What an actor is.
    ActorKind, "actor type", default Unknown {
        /// Armies, police and other forces of a state.
        StateForces = "state_forces", "State forces";
        /// Groups that fight a state.
        RebelGroup = "rebel_group", "Rebel group";
        /// Militias with a political aim.
        PoliticalMilitia = "political_militia", "Political militia";
        /// Militias of a community.
        IdentityMilitia = "identity_militia", "Identity militia";
        /// Rioters.
        Rioters = "rioters", "Rioters";
        /// Protesters.
        Protesters = "protesters", "Protesters";
        /// Civilians.
        Civilians = "civilians", "Civilians";
        /// Forces of another state, missions, companies.
        External = "external_forces", "External or other forces";
        /// Not known.
        Unknown = "unknown", "Unknown";
    }
}

vocabulary! {
    /// How far the coding of an article or incident has come.
    CodingStatus, "coding status", default New {
        /// Not looked at.
        New = "new", "New";
        /// Begun.
        InProgress = "in_progress", "In progress";
        /// Done.
        Coded = "coded", "Coded";
        /// Nothing to code in it.
        Irrelevant = "irrelevant", "Irrelevant";
    }
}

vocabulary! {
    /// Where a publication date comes from.
    DateBasis, "date basis", default Analyst {
        /// metadata.csv or a sidecar.
        Metadata = "metadata", "metadata";
        /// What the file says of itself.
        Declared = "declared", "declared";
        /// The dateline in the text.
        Dateline = "dateline", "dateline";
        /// Set by an analyst.
        Analyst = "analyst", "set by hand";
        /// Worked out from other articles or the file's name.
        Inferred = "inferred", "inferred";
    }
}

vocabulary! {
    /// Type of event, after ACLED's public list.
    EventType, "event type", default Unspecified {
        /// Battles.
        Battle = "battles", "Battles";
        /// Explosions and remote violence.
        Explosion = "explosions_remote_violence", "Explosions/Remote violence";
        /// Violence against civilians.
        AgainstCivilians = "violence_against_civilians", "Violence against civilians";
        /// Protests.
        Protest = "protests", "Protests";
        /// Riots.
        Riot = "riots", "Riots";
        /// Strategic developments.
        Strategic = "strategic_developments", "Strategic developments";
        /// Not hostile: accidents, disasters.
        NonHostile = "non_hostile", "Not hostile";
        /// Not coded.
        Unspecified = "unspecified", "Not set";
    }
}

vocabulary! {
    /// How exactly a place is known.
    GeoPrecision, "geo precision", default Unspecified {
        /// The place itself.
        Exact = "exact", "Exact";
        /// Near a named place.
        Near = "near", "Near";
        /// Between named places.
        Between = "between", "Between places";
        /// Third-level administrative unit.
        Adm3 = "adm3", "Admin 3";
        /// Second-level administrative unit.
        Adm2 = "adm2", "Admin 2";
        /// First-level administrative unit.
        Adm1 = "adm1", "Admin 1";
        /// Country only.
        Country = "country", "Country";
        /// Not coded.
        Unspecified = "unspecified", "Not set";
    }
}

vocabulary! {
    /// How sure the analyst is of an incident: the grades of casualty recorders.
    Grade, "confidence grade", default Ungraded {
        /// Accepted by a party to it or established beyond doubt.
        Confirmed = "confirmed", "Confirmed";
        /// Two or more credible sources.
        Fair = "fair", "Fair";
        /// One source.
        Weak = "weak", "Weak";
        /// Sources contradict each other on what happened.
        Contested = "contested", "Contested";
        /// Shown not to have happened.
        Discounted = "discounted", "Discounted";
        /// Not graded.
        Ungraded = "ungraded", "Not graded";
    }
}

vocabulary! {
    /// What was said of the responsibility for an incident.
    Stance, "responsibility", default Attributed {
        /// The actor says it did it.
        Claimed = "claimed", "Claimed";
        /// Somebody else says the actor did it.
        Attributed = "attributed", "Attributed";
        /// The actor says it did not.
        Denied = "denied", "Denied";
        /// Said expressly that nobody has claimed it.
        Unclaimed = "unclaimed", "No claim made";
    }
}

vocabulary! {
    /// How two incidents stand to each other.
    LinkKind, "link", default NotSame {
        /// Looked at, and not one: not to be proposed again.
        NotSame = "not_same", "Not the same";
        /// The one is part of the other: never counted beside it.
        PartOf = "part_of", "Part of";
        /// The one follows from the other.
        FollowUp = "follow_up", "Follow-up of";
        /// The one answers the other.
        Retaliation = "retaliation", "Retaliation for";
    }
}

vocabulary! {
    /// How an article supports an incident.
    EvidenceKind, "evidence", default Primary {
        /// Reports the incident.
        Primary = "primary", "Primary";
        /// Mentions it in passing.
        Mention = "mention", "Mention";
        /// Gives background to it.
        Background = "background", "Background";
    }
}

vocabulary! {
    /// Which part of its parent's victims a subset claim counts.
    SubsetKind, "subset", default Named {
        /// Women.
        Women = "women", "Women";
        /// Children.
        Children = "children", "Children";
        /// Men.
        Men = "men", "Men";
        /// People of a named kind: officers, aid workers.
        Named = "named", "Named part";
    }
}

vocabulary! {
    /// Where a place's coordinates come from.
    PlaceProvenance, "place provenance", default Analyst {
        /// The bundled gazetteer.
        Bundled = "bundled", "Bundled gazetteer";
        /// An imported gazetteer.
        Imported = "imported", "Imported";
        /// An analyst.
        Analyst = "analyst", "Set by hand";
    }
}

//! What a claim has to do with others of its incident: which it replaces, of which it counts a part.

use eframe::egui::{Popup, Ui};

use super::claim_panel::{ClaimEditor, describe};
use crate::edit::{ClaimFields, Command, SetClaim, SubsetFields};
use crate::model::{ClaimId, SubsetKind};
use crate::ui::icon;
use crate::ui::widgets::{ActionButton, Field};
use crate::views::ViewCtx;

impl ClaimEditor {
    /// What the claim replaces, and what it is a part of.
    pub(super) fn relations(&self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let Some(id) = self.claim().cloned() else { return };
        let project = ctx.session.project();
        let Some(claim) = project.claims.get(&id) else { return };
        let Some(incident) = &claim.incident else { return };
        let others: Vec<(ClaimId, String)> = ctx
            .session
            .derived()
            .claims_of(incident)
            .iter()
            .filter(|c| c.id != id && c.outcome == claim.outcome)
            .map(|c| (c.id.clone(), describe(c, ctx.session)))
            .collect();
        if others.is_empty() {
            return;
        }
        let mut replaced = claim.supersedes.clone();
        let word = match replaced.len() {
            0 => "Replaces nothing".to_owned(),
            1 => "Replaces 1 claim".to_owned(),
            n => format!("Replaces {n} claims"),
        };
        let part_of = claim.subset.as_ref().map(|s| s.of.clone());
        Field::new("Relations").show(ui, |ui, _| {
            let button = ui.add(ActionButton::new(&word).icon(icon::CARET_DOWN).tooltip(
                "Earlier claims of the same toll that this one replaces: they no longer count",
            ));
            Popup::menu(&button).show(|ui| {
                for (other, text) in &others {
                    let mut on = replaced.contains(other);
                    if ui.checkbox(&mut on, text).clicked() {
                        if on {
                            replaced.push(other.clone());
                        } else {
                            replaced.retain(|c| c != other);
                        }
                        let fields = ClaimFields {
                            supersedes: Some(replaced.clone()),
                            ..ClaimFields::default()
                        };
                        ctx.edit(Command::SetClaim(SetClaim { claim: id.clone(), fields }));
                    }
                }
            });
            let word = if part_of.is_some() { "Part of another" } else { "A count of its own" };
            let button = ui.add(
                ActionButton::new(word)
                    .icon(icon::CARET_DOWN)
                    .tooltip("A claim that counts a part of another’s victims never adds to them"),
            );
            Popup::menu(&button).show(|ui| {
                let mut set = |of: Option<&ClaimId>| {
                    let subset = SubsetFields {
                        kind: Some(SubsetKind::Named),
                        of: Some(of.cloned().unwrap_or_default()),
                    };
                    let fields = ClaimFields { subset: Some(subset), ..ClaimFields::default() };
                    ctx.edit(Command::SetClaim(SetClaim { claim: id.clone(), fields }));
                };
                if ui.radio(part_of.is_none(), "A count of its own").clicked() {
                    set(None);
                }
                for (other, text) in &others {
                    if ui.radio(part_of.as_ref() == Some(other), text).clicked() {
                        set(Some(other));
                    }
                }
            });
        });
    }
}

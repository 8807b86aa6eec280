//! The order of the hits, as it is chosen.

use eframe::egui::{Button, Popup, Ui};

use crate::session::HitOrder;
use crate::ui::icon;
use crate::ui::widgets::ActionButton;
use crate::views::{Action, ViewCtx};

/// The button that says in which order the hits are, and has them in another. Where there is little
/// room its tooltip alone says it.
pub(super) fn choose(ui: &mut Ui, ctx: &mut ViewCtx<'_>, narrow: bool) {
    let now = ctx.session.hit_order();
    let tip = format!("Order of the hits: {}", label(now).to_lowercase());
    let button = ActionButton::new(label(now)).quiet().tooltip(&tip);
    let button = if narrow { button.icon_only(icon::SORT_ASCENDING) } else { button };
    let button = ui.add(button).accessible_name(format!("Hits in this order: {}", label(now)));
    Popup::menu(&button).show(|ui| {
        for order in HitOrder::ALL {
            if ui.add(Button::selectable(order == now, label(order))).clicked() {
                ctx.push(Action::OrderHits(order));
            }
        }
    });
}

/// The word on the button.
pub(super) fn label(order: HitOrder) -> &'static str {
    match order {
        HitOrder::Best => "Best first",
        HitOrder::Newest => "Newest first",
        HitOrder::Oldest => "Oldest first",
        HitOrder::Path => "By path",
    }
}

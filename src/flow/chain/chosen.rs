//! Whom a document is about, and in which order.

use crate::flow::bureau::Blame;
use crate::model::chain::{Order, Paper};
use crate::model::honoree::Kind;
use crate::model::round::Decided;
use crate::viet::order;

use super::{Choice, Set, who};

/// Whoever a document is about, in the order of its lists.
pub(super) struct Chosen<'a> {
    /// Honorees.
    pub(super) honorees: Vec<&'a Decided>,
    /// The forms among them in the order of the campaign, id and name.
    pub(super) forms: Vec<(&'a str, &'a str)>,
}

impl<'a> Chosen<'a> {
    pub(super) fn of(set: &Set<'a>, choice: &Choice) -> Result<Chosen<'a>, Vec<Blame>> {
        let frozen = set.frozen;
        let mut blames: Vec<Blame> = choice
            .forms
            .iter()
            .enumerate()
            .filter(|(_, form)| frozen.forms.iter().all(|(id, _)| id != *form))
            .map(|(at, form)| Blame::of("chain-form-unknown", format!("/forms/{at}"), form.as_str()))
            .collect();
        let wanted = |one: &&Decided| {
            (choice.forms.is_empty() || choice.forms.contains(&one.form))
                && (choice.unit.is_empty() || who::unit(one) == who::line(&choice.unit))
        };
        let mut honorees: Vec<&Decided> = frozen.honorees.iter().filter(wanted).collect();
        if !choice.unit.is_empty()
            && frozen.honorees.iter().all(|one| who::unit(one) != who::line(&choice.unit))
        {
            blames.push(Blame::of("chain-unit-unknown", "/unit", choice.unit.as_str()));
        }
        if blames.is_empty() && honorees.is_empty() && choice.paper != Paper::Amendment {
            blames.push(Blame::of("chain-empty", "", ""));
        }
        if !blames.is_empty() {
            return Err(blames);
        }
        match choice.order {
            Order::List => {}
            Order::Name => honorees.sort_by_cached_key(|one| name_key(one)),
            Order::Unit => honorees.sort_by_cached_key(|one| (order::key(&who::unit(one)), name_key(one))),
        }
        let given = |id: &str| honorees.iter().any(|one| one.form == id);
        let forms = frozen.forms.iter().filter(|(id, _)| given(id));
        let forms = forms.map(|(id, name)| (id.as_str(), name.as_str())).collect();
        Ok(Chosen { honorees, forms })
    }

    /// Those of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &&'a Decided> {
        self.honorees.iter().filter(move |one| one.honoree.kind == kind)
    }

    /// The name of a form; what the honoree's own says where the set does not know it.
    pub(super) fn form<'s>(&'s self, one: &'s Decided) -> &'s str {
        let named = self.forms.iter().find(|(id, _)| *id == one.form);
        named.map_or(one.honoree.award.as_str(), |(_, name)| name)
    }

    /// True when there is more than one form.
    pub(super) fn several(&self) -> bool {
        self.forms.len() > 1
    }

    /// The ids of the forms.
    pub(super) fn form_ids(&self) -> Vec<&'a str> {
        self.forms.iter().map(|(id, _)| *id).collect()
    }
}

/// People stand by given name, groups by their names.
fn name_key(one: &Decided) -> Vec<u8> {
    match one.honoree.kind {
        Kind::Individual => order::name_key(&one.honoree.name),
        Kind::Household => order::name_key(&who::bare_name(&one.honoree)),
        Kind::Collective | Kind::Enterprise => order::key(&one.honoree.name),
    }
}

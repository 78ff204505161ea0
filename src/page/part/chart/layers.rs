//! Nodes in layers: each as far along as the longest way to it, neighbours in one layer ordered so that few lines cross.
//! Lines that pass a layer take a place in it.

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A node.
    Node(usize),
    /// A line that passes, by its number.
    Line(usize),
}

/// A line that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number.
    pub(super) number: usize,
    /// The node that comes first.
    pub(super) from: usize,
    /// The node that waits for it.
    pub(super) to: usize,
    /// Whether it leads back: it closes a round.
    pub(super) back: bool,
}

/// Layers with their slots in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The layers.
    pub(super) layers: Vec<Vec<Slot>>,
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// For each slot the slots it is tied to in the layers before and after, by layer and slot.
    ties: Vec<Vec<(Slot, Slot)>>,
}

/// How often the order is improved.
const SWEEPS: usize = 8;

/// Lays out at most 64 nodes.
pub(super) fn layout(count: usize, ties: &[(usize, usize)]) -> Layout {
    let layer = layers(count, ties);
    let back = |from: usize, to: usize| layer.get(from) >= layer.get(to);
    let ways = ways(count, ties.iter().copied().filter(|(from, to)| !back(*from, *to)), &layer);
    let mut kept: Vec<(usize, usize)> = ties.to_vec();
    kept.sort_unstable();
    kept.dedup();
    // A line is left out where a longer way says the same.
    kept.retain(|(from, to)| {
        let longer = |(a, b): &(usize, usize)| {
            a == from && b != to && !back(*a, *b) && ways.get(*b).is_some_and(|way| way & (1 << to) != 0)
        };
        *from < count && *to < count && from != to && (back(*from, *to) || !ties.iter().any(longer))
    });
    let mut made = Layout::default();
    let depth = layer.iter().max().map_or(0, |most| most + 1);
    made.layers = vec![Vec::new(); depth];
    made.ties = vec![Vec::new(); depth];
    for (node, at) in layer.iter().enumerate() {
        if let Some(slots) = made.layers.get_mut(*at) {
            slots.push(Slot::Node(node));
        }
    }
    for (number, (from, to)) in kept.into_iter().enumerate() {
        let back = back(from, to);
        made.lines.push(Line { number, from, to, back });
        let (Some(first), Some(last)) = (layer.get(from), layer.get(to)) else { continue };
        let mut before = Slot::Node(from);
        for at in first + 1..*last {
            let slot = Slot::Line(number);
            if let Some(slots) = made.layers.get_mut(at) {
                slots.push(slot);
            }
            if let Some(ties) = made.ties.get_mut(at - 1) {
                ties.push((before, slot));
            }
            before = slot;
        }
        if let Some(ties) = last.checked_sub(1).and_then(|at| made.ties.get_mut(at)).filter(|_| !back) {
            ties.push((before, Slot::Node(to)));
        }
    }
    for sweep in 0..SWEEPS {
        made.sweep(sweep % 2 == 0);
    }
    made
}

/// The layer of each node: the longest way to it. Where all that is left waits in a round, its first node begins.
fn layers(count: usize, ties: &[(usize, usize)]) -> Vec<usize> {
    let mut layer = vec![0; count];
    let mut waits = vec![0usize; count];
    let mut placed = vec![false; count];
    for (from, to) in ties {
        if let Some(wait) = waits.get_mut(*to).filter(|_| from != to && *from < count) {
            *wait += 1;
        }
    }
    for _ in 0..count {
        let free = |node: &usize| placed.get(*node) == Some(&false);
        let ready = (0..count).find(|node| free(node) && waits.get(*node) == Some(&0));
        let Some(node) = ready.or_else(|| (0..count).find(free)) else { break };
        if let Some(done) = placed.get_mut(node) {
            *done = true;
        }
        let own = layer.get(node).copied().unwrap_or(0);
        for (_, to) in ties.iter().filter(|(from, to)| *from == node && from != to) {
            if placed.get(*to) == Some(&true) {
                continue;
            }
            if let Some(next) = layer.get_mut(*to) {
                *next = (own + 1).max(*next);
            }
            if let Some(wait) = waits.get_mut(*to) {
                *wait = wait.saturating_sub(1);
            }
        }
    }
    layer
}

/// Which nodes can be reached from each, as bits.
fn ways(count: usize, ties: impl Iterator<Item = (usize, usize)>, layer: &[usize]) -> Vec<u64> {
    let mut ties: Vec<(usize, usize)> =
        ties.filter(|(from, to)| *from < count.min(64) && *to < count.min(64)).collect();
    // From the last layer to the first: what a node leads to is known before it is asked for.
    ties.sort_by_key(|(from, _)| std::cmp::Reverse(layer.get(*from).copied().unwrap_or(0)));
    let mut ways = vec![0u64; count];
    for (from, to) in ties {
        let further = ways.get(to).copied().unwrap_or(0);
        if let Some(way) = ways.get_mut(from) {
            *way |= further | (1 << to);
        }
    }
    ways
}

impl Layout {
    /// Where a slot stands in its layer.
    pub(super) fn position(&self, layer: usize, slot: &Slot) -> Option<usize> {
        self.layers.get(layer)?.iter().position(|other| other == slot)
    }

    /// Orders each layer by the middle of what its slots are tied to in the layer before (or after).
    fn sweep(&mut self, forward: bool) {
        let depth = self.layers.len();
        for step in 1..depth {
            let at = if forward { step } else { depth - 1 - step };
            let other = if forward { at - 1 } else { at + 1 };
            let ties = self.ties.get(at.min(other)).cloned().unwrap_or_default();
            let fixed = self.layers.get(other).cloned().unwrap_or_default();
            let place = |slot: &Slot| fixed.iter().position(|one| one == slot);
            let Some(layer) = self.layers.get_mut(at) else { continue };
            let middle = |slot: &Slot, own: usize| {
                let tied = ties.iter().filter_map(|(a, b)| match forward {
                    true => (b == slot).then_some(a),
                    false => (a == slot).then_some(b),
                });
                let places: Vec<usize> = tied.filter_map(&place).collect();
                match places.len() {
                    0 => own as f64,
                    n => places.iter().sum::<usize>() as f64 / n as f64,
                }
            };
            let mut order: Vec<(f64, usize, Slot)> =
                layer.iter().enumerate().map(|(own, slot)| (middle(slot, own), own, *slot)).collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            *layer = order.into_iter().map(|(.., slot)| slot).collect();
        }
    }

    /// The middle of each slot beside the direction of the layers, from 0; `room` is what a slot takes. Slots stand near
    /// what they are tied to, in their order, and none on another.
    pub(super) fn places(&self, room: &dyn Fn(&Slot) -> f64) -> Vec<Vec<f64>> {
        let pack = |slots: &[Slot], wanted: &[f64]| apart(slots, wanted, room);
        let mut places: Vec<Vec<f64>> = Vec::new();
        for layer in &self.layers {
            places.push(pack(layer, &vec![0.0; layer.len()]));
        }
        for sweep in 0..SWEEPS {
            let depth = self.layers.len();
            for step in 1..depth {
                let at = if sweep % 2 == 0 { step } else { depth - 1 - step };
                let wanted: Vec<f64> = self.wanted(at, &places);
                if let (Some(slots), Some(own)) = (self.layers.get(at), places.get_mut(at)) {
                    *own = pack(slots, &wanted);
                }
            }
        }
        let mut least = f64::INFINITY;
        for (layer, places) in self.layers.iter().zip(&places) {
            for (slot, middle) in layer.iter().zip(places) {
                least = least.min(middle - room(slot) / 2.0);
            }
        }
        places.into_iter().map(|layer| layer.into_iter().map(|middle| middle - least).collect()).collect()
    }

    /// Where the slots of a layer would stand best: in the middle of all they are tied to.
    fn wanted(&self, at: usize, places: &[Vec<f64>]) -> Vec<f64> {
        let middle = |layer: usize, slot: &Slot| {
            places.get(layer).and_then(|places| places.get(self.position(layer, slot)?)).copied()
        };
        let slots = self.layers.get(at).into_iter().flatten();
        slots
            .map(|slot| {
                let before = at.checked_sub(1).and_then(|layer| Some((layer, self.ties.get(layer)?)));
                let before = before.into_iter().flat_map(|(layer, ties)| {
                    ties.iter().filter(|(_, b)| b == slot).filter_map(move |(a, _)| middle(layer, a))
                });
                let after = self.ties.get(at).into_iter().flatten().filter(|(a, _)| a == slot);
                let after = after.filter_map(|(_, b)| middle(at + 1, b));
                let all: Vec<f64> = before.chain(after).collect();
                match all.len() {
                    0 => middle(at, slot).unwrap_or(0.0),
                    n => all.iter().sum::<f64>() / n as f64,
                }
            })
            .collect()
    }
}

/// Places as near to those wanted as can be, in order, none on another: the middle of what is got from either side.
fn apart(slots: &[Slot], wanted: &[f64], room: &dyn Fn(&Slot) -> f64) -> Vec<f64> {
    let gap = |a: &Slot, b: &Slot| (room(a) + room(b)) / 2.0;
    let mut right: Vec<f64> = wanted.to_vec();
    for at in 1..slots.len() {
        if let (Some(a), Some(b), Some(before)) =
            (slots.get(at - 1), slots.get(at), right.get(at - 1).copied())
            && let Some(place) = right.get_mut(at)
        {
            *place = place.max(before + gap(a, b));
        }
    }
    let mut left: Vec<f64> = wanted.to_vec();
    for at in (1..slots.len()).rev() {
        if let (Some(a), Some(b), Some(after)) = (slots.get(at - 1), slots.get(at), left.get(at).copied())
            && let Some(place) = left.get_mut(at - 1)
        {
            *place = place.min(after - gap(a, b));
        }
    }
    right.iter().zip(&left).map(|(a, b)| (a + b) / 2.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_way_counts() {
        assert_eq!(layers(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]), [0, 1, 2, 3]);
        assert_eq!(layers(3, &[(0, 1), (1, 2), (2, 0)]), [0, 1, 2]);
        assert_eq!(layers(2, &[]), [0, 0]);
    }

    #[test]
    fn what_follows_is_not_drawn() {
        let made = layout(4, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 3)]);
        let drawn: Vec<(usize, usize)> = made.lines.iter().map(|line| (line.from, line.to)).collect();
        assert_eq!(drawn, [(0, 1), (1, 2), (2, 3)]);
        let round = layout(2, &[(0, 1), (1, 0)]);
        assert_eq!(round.lines.iter().filter(|line| line.back).count(), 1);
    }

    #[test]
    fn none_stands_on_another() {
        let ties: Vec<(usize, usize)> = (0..60).map(|at| (at % 7, 7 + at % 50)).collect();
        let made = layout(60, &ties);
        let room = |slot: &Slot| if matches!(slot, Slot::Node(_)) { 60.0 } else { 10.0 };
        for (layer, places) in made.layers.iter().zip(made.places(&room)) {
            for (pair, slots) in places.windows(2).zip(layer.windows(2)) {
                assert!(pair[1] - pair[0] + 1e-9 >= (room(&slots[0]) + room(&slots[1])) / 2.0);
            }
        }
    }
}

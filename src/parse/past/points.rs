//! The commits as points in time that never go back.

use crate::model::Point;
use crate::source::Revision;

/// The commits, with times that never go back: a clock that was wrong once is put right by its neighbours.
pub(super) fn points(revisions: &[Revision]) -> Vec<Point> {
    let times: Vec<i64> = revisions.iter().map(|revision| revision.time).collect();
    let times = rising(&times);
    let point = |(revision, time): (&Revision, i64)| Point {
        hash: revision.hash.clone(),
        time,
        author: revision.author.clone(),
        subject: revision.subject.clone(),
        merge: revision.merge,
    };
    revisions.iter().zip(times).map(point).collect()
}

/// The times, with those that don't fit into the longest rising row of them replaced by the one before.
fn rising(times: &[i64]) -> Vec<i64> {
    let kept = in_longest_row(times);
    let first = times.iter().zip(&kept).find(|(_, kept)| **kept).map_or(0, |(time, _)| *time);
    let mut last = first;
    times
        .iter()
        .zip(kept)
        .map(|(time, kept)| {
            last = if kept { *time } else { last };
            last
        })
        .collect()
}

/// Which of these stand in the longest row of them that never goes down.
pub(super) fn in_longest_row(numbers: &[i64]) -> Vec<bool> {
    // For each length of a row: the index of the smallest number that ends one.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|other| other <= number));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        if let Some(kept) = kept.get_mut(index) {
            *kept = true;
        }
        at = before.get(index).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn a_wrong_clock_is_put_right_by_its_neighbours() {
        assert_eq!(rising(&[1, 2, 9, 3, 4]), [1, 2, 2, 3, 4]);
        assert_eq!(rising(&[5, 1, 6, 7]), [1, 1, 6, 7]);
        assert_eq!(rising(&[3, 3, 3]), [3, 3, 3]);
        assert_eq!(rising(&[]), [0; 0]);
    }
}

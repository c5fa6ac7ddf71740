//! Percentages that come to one hundred.

/// What each part is of their sum, in tenths of a percent. The shares of a sum above zero come to
/// 1 000 exactly: each is rounded down, and the tenths that are left go to the largest remainders
/// (the first of equal ones). Negative parts count as none.
pub fn shares(parts: &[i64]) -> Vec<i64> {
    let sum: i128 = parts.iter().map(|part| i128::from((*part).max(0))).sum();
    if sum == 0 {
        return vec![0; parts.len()];
    }
    let scaled = |part: i64| i128::from(part.max(0)) * 1_000;
    let mut shares: Vec<i64> =
        parts.iter().map(|part| i64::try_from(scaled(*part) / sum).unwrap_or_default()).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(scaled(parts[*at]) % sum));
    let left = usize::try_from(1_000 - shares.iter().sum::<i64>()).unwrap_or_default();
    for at in order.into_iter().take(left) {
        shares[at] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_to_one_hundred_percent() {
        for (parts, expected) in [
            (&[1, 1, 1][..], &[334, 333, 333][..]),
            (&[2, 1], &[667, 333]),
            (&[0, 0], &[0, 0]),
            (&[], &[]),
            (&[7], &[1_000]),
            (&[-3, 1, 3], &[0, 250, 750]),
            (&[i64::MAX, i64::MAX], &[500, 500]),
            (&[1, 999_999], &[0, 1_000]),
        ] {
            assert_eq!(shares(parts), expected, "{parts:?}");
        }
    }
}

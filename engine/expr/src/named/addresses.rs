//! A set of IP addresses as sorted ranges: CIDR blocks of both families, found by binary search.

use std::net::IpAddr;

use ipnet::IpNet;

/// Ranges, first and last address included, sorted and merged.
#[derive(Debug, Default)]
pub(super) struct AddressSet {
    v4: Vec<(u32, u32)>,
    v6: Vec<(u128, u128)>,
}

impl AddressSet {
    pub(super) fn new(blocks: impl Iterator<Item = IpNet>) -> Self {
        let mut set = Self::default();
        for block in blocks {
            match (block.network(), block.broadcast()) {
                (IpAddr::V4(first), IpAddr::V4(last)) => set.v4.push((first.to_bits(), last.to_bits())),
                (IpAddr::V6(first), IpAddr::V6(last)) => set.v6.push((first.to_bits(), last.to_bits())),
                _ => {}
            }
        }
        merge(&mut set.v4);
        merge(&mut set.v6);
        set
    }

    pub(super) fn contains(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => within(&self.v4, address.to_bits()),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(inner) => within(&self.v4, inner.to_bits()) || within(&self.v6, address.to_bits()),
                None => within(&self.v6, address.to_bits()),
            },
        }
    }
}

fn within<T: Ord + Copy>(ranges: &[(T, T)], address: T) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= address);
    after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|(_, last)| address <= *last)
}

fn merge<T: Ord + Copy>(ranges: &mut Vec<(T, T)>) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let overlaps = next.0 <= kept.1;
        if overlaps {
            kept.1 = kept.1.max(next.1);
        }
        overlaps
    });
    ranges.shrink_to_fit();
}

/// A CIDR block, or a single address, from text.
pub(super) fn parse_block(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

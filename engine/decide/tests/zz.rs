#[path = "../benches/workload/mod.rs"]
mod workload;
use hirewall_decide::Given;
use hirewall_model::*;
#[test]
fn counts() {
    let given = Given::at("2026-02-01T00:00:00Z".parse().unwrap());
    for n in [1000, 10000] {
        let d = workload::decider(n);
        let r = d.plan_report("applicant").unwrap();
        println!("{n}: tests {} unselective {} opaque {}", r.tests, r.unselective.len(), r.opaque.len());
        let schema = d.bundle().schemas["applicant"].clone();
        let mut s = [0u64; 5];
        let recs = workload::records();
        for rec in recs.iter().take(100) {
            let dec = Record::decode(&schema, rec.as_bytes(), &DecodeOptions::default()).unwrap();
            let w = d.work(&dec.record, &given).unwrap();
            for (a, b) in s.iter_mut().zip([w.lookups, w.tests, w.candidates, w.matched, w.open]) { *a += b; }
        }
        println!("lookups tests candidates matched open per record {:?}", s.map(|x| x / 100));
    }
}

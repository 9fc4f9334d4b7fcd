//! Judges a batch: reads its records, asks the detectors about all of them, decides. It does not know about threads.

use hirewall_decide::Given;
use hirewall_model::{Answer, Decoded, Scratch};

use super::{Input, Judged, Options};
use crate::Engine;
use crate::refused::Refused;
use crate::signals::Recording;

/// What becomes of each input, in their order.
pub(super) fn batch<T>(
    engine: &Engine,
    options: &Options,
    inputs: &[Input],
    render: &impl Fn(Judged<'_>) -> T,
) -> Vec<T> {
    match &options.replay {
        None if !engine.detectors().is_empty() => together(engine, options, inputs, render),
        replay => {
            let mut scratch = Scratch::default();
            let one = |input| one(engine, options, replay.as_deref(), input, render, &mut scratch);
            inputs.iter().map(one).collect()
        }
    }
}

/// One after the other, with the buffers of the one before: no detector is asked.
fn one<T>(
    engine: &Engine,
    options: &Options,
    replay: Option<&Recording>,
    input: &Input,
    render: &impl Fn(Judged<'_>) -> T,
    scratch: &mut Scratch,
) -> T {
    let decoded = match decode(engine, options, input, scratch) {
        Ok(decoded) => decoded,
        Err(refused) => return render(Judged { input, answer: Err(refused), answers: &[] }),
    };
    let rendered = match replay.map(|recording| recording.get(&decoded.record)) {
        None => decided(engine, input, &decoded, &[], &options.given, render),
        Some(Some((now, answers))) => {
            let given = Given { now, ..options.given };
            decided(engine, input, &decoded, answers, &given, render)
        }
        Some(None) => {
            let refused = Refused::unread(
                "there are no recorded answers of detectors for this record",
                "Give the recording that was made with this record, unchanged to the byte, or let the detectors answer again.",
            );
            render(Judged { input, answer: Err(refused), answers: &[] })
        }
    };
    scratch.reclaim(decoded.record);
    rendered
}

/// All at once, so that a detector that may looks at many records in a row.
fn together<T>(engine: &Engine, options: &Options, inputs: &[Input], render: &impl Fn(Judged<'_>) -> T) -> Vec<T> {
    let decode = |input| decode(engine, options, input, &mut Scratch::default());
    let decoded: Vec<Result<Decoded<'_>, Refused>> = inputs.iter().map(decode).collect();
    let records: Vec<_> = decoded.iter().flatten().map(|decoded| &decoded.record).collect();
    let mut answers = engine.detectors().answers_many(&records, options.given.now).into_iter();
    let judged = inputs.iter().zip(&decoded).map(|(input, decoded)| match decoded {
        Ok(decoded) => {
            let answers = answers.next().unwrap_or_default();
            decided(engine, input, decoded, &answers, &options.given, render)
        }
        Err(refused) => render(Judged { input, answer: Err(refused.clone()), answers: &[] }),
    });
    judged.collect()
}

fn decode<'i>(
    engine: &Engine,
    options: &Options,
    input: &'i Input,
    scratch: &mut Scratch,
) -> Result<Decoded<'i>, Refused> {
    match &input.refused {
        Some(refused) => Err(refused.clone()),
        None => engine.decode_with(options.kind.as_deref(), &input.bytes, scratch),
    }
}

fn decided<T>(
    engine: &Engine,
    input: &Input,
    decoded: &Decoded<'_>,
    answers: &[Answer],
    given: &Given,
    render: &impl Fn(Judged<'_>) -> T,
) -> T {
    let decision = engine.decide_decoded(decoded, answers, given);
    render(Judged { input, answer: decision.map(|decision| (&decoded.record, decision)), answers })
}

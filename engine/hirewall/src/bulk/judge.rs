//! Judges a batch: reads its records, asks the detectors about all of them, counts them in their turn, decides. It does not know
//! about threads.

use std::cell::Cell;

use hirewall_counter::Secret;
use hirewall_decide::{Given, Observed};
use hirewall_model::{Answer, Decoded, Scratch};

use super::turns::Turn;
use super::{Input, Judged, Options};
use crate::Engine;
use crate::counting::{Counted, Counting, CountingError};
use crate::refused::Refused;
use crate::signals::Recording;

/// Why a batch was not judged.
pub(super) enum Halt {
    /// Its records cannot be counted.
    Counting(CountingError),
    /// A batch before it failed.
    Earlier,
}

/// What becomes of each input, in their order. `turn` is the batch's, where records are counted or joined.
pub(super) fn batch<T>(
    engine: &Engine,
    options: &Options,
    inputs: &[Input],
    turn: Option<Turn<'_, Counting>>,
    render: &impl Fn(Judged<'_>) -> T,
) -> Result<Vec<T>, Halt> {
    if turn.is_some() || (options.replay.is_none() && !engine.detectors().is_empty()) {
        return together(engine, options, inputs, turn, render);
    }
    let mut scratch = Scratch::default();
    let one = |input| one(engine, options, input, render, &mut scratch);
    Ok(inputs.iter().map(one).collect())
}

/// One after the other, with the buffers of the one before: no detector is asked and nothing is counted.
fn one<T>(
    engine: &Engine,
    options: &Options,
    input: &Input,
    render: &impl Fn(Judged<'_>) -> T,
    scratch: &mut Scratch,
) -> T {
    let decoded = match decode(engine, options, input, scratch) {
        Ok(decoded) => decoded,
        Err(refused) => return render(Judged::refused(input, refused)),
    };
    let nothing = Counted::default();
    let rendered = match options.replay.as_deref().map(|recording| recorded(recording, &decoded)) {
        None => decided(engine, input, &decoded, (&[], &nothing), &options.given, render),
        Some(Ok((given_at, answers, counted))) => {
            let given = Given { now: given_at, ..options.given };
            decided(engine, input, &decoded, (answers, counted), &given, render)
        }
        Some(Err(refused)) => render(Judged::refused(input, refused)),
    };
    scratch.reclaim(decoded.record);
    rendered
}

fn recorded<'r>(
    recording: &'r Recording,
    decoded: &Decoded<'_>,
) -> Result<(hirewall_model::Time, &'r [Answer], &'r Counted), Refused> {
    recording.get(&decoded.record).ok_or_else(|| {
        Refused::unread(
            "there are no recorded answers of detectors for this record",
            "Give the recording that was made with this record, unchanged to the byte, or let the detectors answer again.",
        )
    })
}

/// All at once, so that a detector that may looks at many records in a row, and that counting them takes one turn.
fn together<T>(
    engine: &Engine,
    options: &Options,
    inputs: &[Input],
    turn: Option<Turn<'_, Counting>>,
    render: &impl Fn(Judged<'_>) -> T,
) -> Result<Vec<T>, Halt> {
    let mut scratches = SCRATCHES.take();
    scratches.resize_with(inputs.len().max(scratches.len()), Scratch::default);
    let decode = |(input, scratch)| decode(engine, options, input, scratch);
    let decoded: Vec<Result<Decoded<'_>, Refused>> = inputs.iter().zip(&mut scratches).map(decode).collect();
    let records: Vec<_> = decoded.iter().flatten().map(|decoded| &decoded.record).collect();
    let given = &options.given;
    let answers = match engine.detectors().is_empty() {
        true => vec![Vec::new(); records.len()],
        false => engine.detectors().answers_many(&records, given.now),
    };
    let counted = match turn {
        None => vec![Counted::default(); records.len()],
        Some(turn) => {
            let secret: Secret = Counting::secret();
            let observe = |(record, answers): (_, &Vec<Answer>)| {
                engine.observations(record, answers, given, &secret).unwrap_or_default()
            };
            let observed: Vec<Vec<Observed>> = records.iter().copied().zip(&answers).map(observe).collect();
            let counted = turn.take(|counting| {
                let records = records.iter().zip(&observed);
                records.map(|(record, observed)| counting.take(engine, record, observed, given.now)).collect()
            });
            counted.map_err(|_| Halt::Earlier)?.map_err(Halt::Counting)?
        }
    };
    let mut beside = answers.iter().zip(&counted);
    let judged = inputs.iter().zip(&decoded).map(|(input, decoded)| match decoded {
        Ok(decoded) => match beside.next() {
            Some((answers, counted)) => decided(engine, input, decoded, (answers, counted), given, render),
            None => render(Judged::refused(input, Refused::new(Vec::new()))),
        },
        Err(refused) => render(Judged::refused(input, refused.clone())),
    });
    let judged = judged.collect();
    for (decoded, scratch) in decoded.into_iter().zip(&mut scratches) {
        if let Ok(decoded) = decoded {
            scratch.reclaim(decoded.record);
        }
    }
    SCRATCHES.set(scratches);
    Ok(judged)
}

thread_local! {
    /// Memory that the records of one batch leave to those of the next.
    static SCRATCHES: Cell<Vec<Scratch>> = const { Cell::new(Vec::new()) };
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
    (answers, counted): (&[Answer], &Counted),
    given: &Given,
    render: &impl Fn(Judged<'_>) -> T,
) -> T {
    let judged = counted.beside(engine, answers, |beside| engine.judge_decoded(decoded, beside, given));
    let answer = judged.and_then(|judged| judged).map(|judgement| (&decoded.record, judgement));
    render(Judged { input, answer, answers, counted })
}

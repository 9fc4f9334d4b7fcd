//! Work on a stream by several threads, with the order kept and memory bounded. It does not know what the work is.

use std::num::NonZeroUsize;
use std::thread::{self, ScopedJoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};

/// How wide and how deep the pipeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Width {
    /// Threads that work.
    pub(crate) threads: NonZeroUsize,
    /// Batches that are under way at any time, from the moment one is read until its results are handed out.
    pub(crate) in_flight: NonZeroUsize,
}

/// A thread of the pipeline ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a thread of the pipeline stopped before its work was done")]
pub(crate) struct Stopped;

/// A batch on its way to a worker, with the place that its results go to.
struct Job<B, R> {
    batch: B,
    reply: Sender<R>,
}

/// Reads batches on one thread, works on them on `width.threads` others, and gives the results to `sink` on the calling
/// thread in the order in which the batches were read.
///
/// The queue of replies is the order: the reader puts the receiving end of each batch's reply into it before the batch
/// goes to whichever worker is free, and the calling thread takes replies from its front. The queue is bounded, so a
/// slow sink stops the reader, and one slow batch can hold back at most `in_flight` others.
///
/// When `sink` fails, the reader stops at its next batch and the error is returned.
pub(crate) fn run<B, R, E>(
    width: Width,
    batches: impl Iterator<Item = B> + Send,
    work: impl Fn(B) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<Result<(), Stopped>, E>
where
    B: Send,
    R: Send,
{
    let (order_in, order_out) = bounded::<Receiver<R>>(width.in_flight.get());
    let (jobs_in, jobs_out) = bounded::<Job<B, R>>(width.in_flight.get());
    thread::scope(|scope| {
        let mut handles = Vec::with_capacity(width.threads.get() + 1);
        handles.push(scope.spawn(move || read(batches, &order_in, &jobs_in)));
        for _ in 0..width.threads.get() {
            let (jobs, work) = (jobs_out.clone(), &work);
            handles.push(scope.spawn(move || {
                for Job { batch, reply } in jobs {
                    // The sink may have given up meanwhile; then nobody waits for this reply.
                    let _ = reply.send(work(batch));
                }
            }));
        }
        // Only the workers hold the queue now, so that it closes with the last of them.
        drop(jobs_out);
        let handed_out = hand_out(order_out, &mut sink);
        // Joined here and not by the scope, which would panic in turn if one of them had.
        let failed = handles.into_iter().map(ScopedJoinHandle::join).filter(Result::is_err).count();
        let complete = handed_out?;
        Ok(if failed == 0 { complete } else { Err(Stopped) })
    })
}

fn read<B, R>(batches: impl Iterator<Item = B>, order: &Sender<Receiver<R>>, jobs: &Sender<Job<B, R>>) {
    for batch in batches {
        let (reply, answer) = bounded(1);
        if order.send(answer).is_err() || jobs.send(Job { batch, reply }).is_err() {
            return;
        }
    }
}

fn hand_out<R, E>(
    order: Receiver<Receiver<R>>,
    sink: &mut impl FnMut(R) -> Result<(), E>,
) -> Result<Result<(), Stopped>, E> {
    for answer in order {
        match answer.recv() {
            Ok(result) => sink(result)?,
            Err(_) => return Ok(Err(Stopped)),
        }
    }
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

    use std::collections::HashSet;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn width(threads: usize, in_flight: usize) -> Width {
        Width { threads: NonZeroUsize::new(threads).unwrap(), in_flight: NonZeroUsize::new(in_flight).unwrap() }
    }

    #[test]
    fn results_come_in_the_order_of_the_input_however_long_each_takes() {
        for threads in [1, 2, 8] {
            let mut seen = Vec::new();
            let outcome: Result<_, ()> = run(
                width(threads, 4),
                0..200_u64,
                |n| {
                    thread::sleep(Duration::from_micros(n * 7919 % 300));
                    n * 2
                },
                |n| {
                    seen.push(n);
                    Ok(())
                },
            );
            assert_eq!(outcome, Ok(Ok(())));
            assert_eq!(seen, (0..200).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_slow_sink_stops_the_reader() {
        let read = AtomicUsize::new(0);
        let mut handed_out = 0;
        let batches = (0..1_000).inspect(|_| {
            read.fetch_add(1, Ordering::SeqCst);
        });
        let outcome: Result<_, ()> = run(
            width(2, 4),
            batches,
            |n| n,
            |_| {
                handed_out += 1;
                if handed_out < 50 {
                    thread::sleep(Duration::from_millis(1));
                }
                let ahead = read.load(Ordering::SeqCst) - handed_out;
                // Four queued, one at the sink, one that the reader holds while it waits.
                assert!(ahead <= 6, "{ahead} batches were read ahead");
                Ok(())
            },
        );
        assert_eq!(outcome, Ok(Ok(())));
    }

    #[test]
    fn all_threads_take_part() {
        let names = Mutex::new(HashSet::new());
        let outcome: Result<_, ()> = run(
            width(4, 8),
            0..64,
            |_| {
                thread::sleep(Duration::from_millis(1));
                names.lock().unwrap().insert(thread::current().id());
            },
            |()| Ok(()),
        );
        assert_eq!(outcome, Ok(Ok(())));
        assert_eq!(names.lock().unwrap().len(), 4);
    }

    #[test]
    fn an_endless_input_ends_when_the_sink_fails() {
        let outcome = run(width(2, 4), 0_u64.., |n| n, |n| if n < 1_000 { Ok(()) } else { Err(n) });
        assert_eq!(outcome, Err(1_000));
    }

    #[test]
    fn a_worker_that_panics_is_an_answer_and_not_a_panic_of_the_caller() {
        let outcome: Result<_, ()> =
            run(width(2, 2), 0..100, |n| if n == 37 { panic!("a defect") } else { n }, |_| Ok(()));
        assert_eq!(outcome, Ok(Err(Stopped)));
    }
}

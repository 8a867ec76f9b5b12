//! The threads of a run, there before there is work for them.
//!
//! A thread that has just been made, or has slept, may first wait for a processor: where processors are virtual, as in a cloud, one
//! that idles passes for taken, and the thread stands in line behind the one that called it until the next tick of the clock, some
//! milliseconds later (Linux, `available_idle_cpu` in `kernel/sched/core.c`). So a crew is made before the rules are read, and stays
//! awake for as long as that takes.

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// So long threads stay awake until they are called: reading rules that no build has prepared takes its time.
const CALLED: Duration = Duration::from_millis(10);
/// So long they stay awake for a lock: nobody holds one longer than a few steps take, unless the other end of a pipe is slow.
const LOCKED: Duration = Duration::from_millis(2);
/// So often something is asked for before a look at the clock, with so many steps between: some microseconds.
const ASKED: usize = 1 << 6;
const PAUSE: usize = 8;

/// Threads that wait to be called to one work.
#[derive(Debug)]
pub struct Crew {
    /// All but the thread that calls them; none where that works alone.
    others: Option<ThreadPool>,
    called: Arc<AtomicBool>,
    /// Whether there is a processor for each: else who stays awake is only in the way.
    alert: bool,
}

impl Crew {
    /// A crew of so many, the caller included.
    ///
    /// # Errors
    /// The system gives no more threads.
    pub fn gather(threads: usize) -> Result<Self, ThreadPoolBuildError> {
        let alert = std::thread::available_parallelism().is_ok_and(|processors| threads <= processors.get());
        let mut crew = Self { others: None, called: Arc::default(), alert };
        if threads > 1 {
            let others = crew.others.insert(ThreadPoolBuilder::new().num_threads(threads - 1).build()?);
            if alert {
                let called = Arc::clone(&crew.called);
                let there = move || called.load(Ordering::Relaxed).then_some(());
                others.spawn_broadcast(move |_| _ = awake(CALLED, &there));
            }
        }
        Ok(crew)
    }

    /// How many there are.
    pub fn size(&self) -> usize {
        1 + self.others.as_ref().map_or(0, ThreadPool::current_num_threads)
    }

    /// Has everybody do a work; comes back once all have done it.
    pub fn call(&self, work: impl Fn() + Sync) {
        self.called.store(true, Ordering::Relaxed);
        let Some(others) = &self.others else { return work() };
        others.in_place_scope(|scope| {
            scope.spawn_broadcast(|_, _| work());
            work();
        });
    }

    /// Locks what the crew shares, and does not sleep at once.
    pub fn lock<'a, T>(&self, mutex: &'a Mutex<T>) -> MutexGuard<'a, T> {
        let free = || match mutex.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        let soon = || self.alert.then(|| awake(LOCKED, free))?;
        free().or_else(soon).unwrap_or_else(|| mutex.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.called.store(true, Ordering::Relaxed);
    }
}

/// Waits for something without sleeping, for so long at most, and leaves the processor to whoever has work.
fn awake<T>(most: Duration, there: impl Fn() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        for _ in 0..ASKED {
            if let Some(there) = there() {
                return Some(there);
            }
            (0..PAUSE).for_each(|_| std::hint::spin_loop());
        }
        if start.elapsed() > most {
            return None;
        }
        std::thread::yield_now();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

    use super::*;
    use std::collections::HashSet;
    use std::thread::ThreadId;

    #[test]
    fn everybody_is_called_once() {
        for threads in [1, 2, 7] {
            let crew = Crew::gather(threads).expect("threads");
            let seen: Mutex<Vec<ThreadId>> = Mutex::default();
            crew.call(|| crew.lock(&seen).push(std::thread::current().id()));
            let seen = seen.into_inner().expect("nobody panicked");
            assert_eq!((seen.len(), crew.size()), (threads, threads));
            assert_eq!(seen.into_iter().collect::<HashSet<_>>().len(), threads);
        }
    }

    #[test]
    fn a_crew_that_is_not_called_goes_home() {
        drop(Crew::gather(3).expect("threads"));
    }

    #[test]
    fn who_waits_gives_up_in_the_end() {
        assert_eq!(awake(Duration::ZERO, || None::<()>), None);
        assert_eq!(awake(Duration::ZERO, || Some(7)), Some(7));
    }
}

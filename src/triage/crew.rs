//! The threads of a run, there before there is work for them.
//!
//! A thread that has just been made, or has slept, may first wait for a processor: where processors are virtual, as in a cloud, one
//! that idles passes for taken, and the thread stands in line behind the one that called it until the next tick of the clock, some
//! milliseconds later (Linux, `available_idle_cpu` in `kernel/sched/core.c`). So a crew is made before the rules are read, and stays
//! awake for as long as that takes.

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Nobody stays awake for longer: reading rules that no build has prepared takes its time.
const AWAKE: Duration = Duration::from_millis(10);
/// So often something is asked for before a look at the clock, with so many steps between: some microseconds.
const ASKED: usize = 1 << 6;
const PAUSE: usize = 8;

/// Threads that wait to be called to one work.
#[derive(Debug)]
pub struct Crew {
    /// All but the thread that calls them; none where that works alone.
    others: Option<ThreadPool>,
    called: Arc<AtomicBool>,
}

impl Crew {
    /// A crew of so many, the caller included.
    ///
    /// # Errors
    /// The system gives no more threads.
    pub fn gather(threads: usize) -> Result<Self, ThreadPoolBuildError> {
        let called = Arc::new(AtomicBool::new(false));
        let mut crew = Self { others: None, called };
        if threads > 1 {
            let others = ThreadPoolBuilder::new().num_threads(threads - 1).build()?;
            let called = Arc::clone(&crew.called);
            let others = crew.others.insert(others);
            others.spawn_broadcast(move |_| {
                awake(AWAKE, || called.load(Ordering::Relaxed).then_some(()));
            });
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
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.called.store(true, Ordering::Relaxed);
    }
}

/// Waits for something without sleeping, for so long at most, and leaves the processor to whoever has work.
pub fn awake<T>(most: Duration, mut there: impl FnMut() -> Option<T>) -> Option<T> {
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

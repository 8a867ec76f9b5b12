//! Circles among names, found without recursion, so that a long chain cannot overflow the stack.

use crate::source::Place;

/// An edge: to which node, and where the author wrote it.
pub(super) type Edge = (usize, Place);

/// What a walk over the whole graph yields.
pub(super) struct Walk {
    /// Circles, each as its nodes in order with the edge that leaves them; at most one for each closing edge.
    pub circles: Vec<Vec<(usize, Place)>>,
    /// All nodes, each after everything it leads to (except along circles).
    pub order: Vec<usize>,
}

/// Walks all nodes depth first, in order of their numbers.
pub(super) fn walk(edges: &[Vec<Edge>]) -> Walk {
    let mut out = Walk { circles: Vec::new(), order: Vec::with_capacity(edges.len()) };
    let mut state = vec![State::New; edges.len()];
    for root in 0..edges.len() {
        if state[root] != State::New {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        state[root] = State::Open;
        while let Some((node, next)) = path.last_mut() {
            let (at, edge) = (*node, *next);
            *next += 1;
            let Some(&(to, _)) = edges[at].get(edge) else {
                state[at] = State::Done;
                out.order.push(at);
                path.pop();
                continue;
            };
            match state[to] {
                State::New => {
                    state[to] = State::Open;
                    path.push((to, 0));
                }
                State::Open => {
                    let from = path.iter().position(|(node, _)| *node == to).unwrap_or(0);
                    let circle = path[from..].iter().map(|&(node, next)| (node, edges[node][next - 1].1));
                    out.circles.push(circle.collect());
                }
                State::Done => {}
            }
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

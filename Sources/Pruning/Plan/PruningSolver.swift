/// Solves pruning problems. See the article on pruning for the mathematics.
public struct PruningSolver {
  /// Solves a problem.
  ///
  /// The same problem and options give the same plan, whatever the number of threads, unless
  /// ``PruningOptions/shouldStop`` breaks the work off.
  /// - Parameters:
  ///   - progress: told how far the work is, now and then.
  public static func solve(
    _ problem: PruningProblem, options: PruningOptions = PruningOptions(),
    progress: ((PruningProgress) -> Void)? = nil
  ) -> PruningPlan {
    let run = SolverRun(problem, options, progress)
    return run.solve()
  }
}

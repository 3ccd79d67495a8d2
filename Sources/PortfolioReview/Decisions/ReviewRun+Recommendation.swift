extension ReviewRun {
  /// What the run's plan recommends for a right, by its word; nil where it recommends nothing.
  public func recommendation(_ row: Int) -> String? {
    plan.flatMap { PlanCodec.recommendation($0, row)?.action }
  }
}

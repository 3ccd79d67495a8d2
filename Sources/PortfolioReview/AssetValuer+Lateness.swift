internal import PortfolioCore
internal import PortfolioStore

/// What came late: a valuation reads the store of today by the as-of day of its run, and says where the two differ.
extension AssetValuer {
  static func lateness(_ run: ReviewRun, ledger: ValueLedger, imports: [ImportCounts]) -> [Problem] {
    var problems: [Problem] = []
    let now = imports.filter { $0.rows > 0 }
    if now.count > run.imports.count {
      let later = now.suffix(now.count - run.imports.count).map(\.file)
      problems.append(
        Problem(
          .importedAfterRun, value: "\(later.count)",
          zh: "评审之后又导入了 \(later.count) 个文件（\(names(later))）：估值取数据库现有、且在基准日前已知的数据",
          en:
            "\(later.count) files were imported after the run (\(names(later))): values rest on the store as it is, as known by the as-of day",
          remedy: BilingualText(zh: "重新评审后再估值", en: "Review again, then value that run")))
    }
    let seenLater = ledger.figures.filter { $0.observedOn > run.asOf }
    if !seenLater.isEmpty {
      let files = Set(seenLater.map(\.file)).sorted()
      problems.append(
        Problem(
          .observedAfterDay, value: "\(seenLater.count)",
          zh:
            "\(seenLater.count) 个数字来自基准日 \(run.asOf.iso) 之后才取得的文件（\(names(files))），因其 recorded_on 不晚于基准日而计入",
          en:
            "\(seenLater.count) figures come from files seen after \(run.asOf.iso) (\(names(files))); they count because their recorded_on is not after it",
          remedy: BilingualText(
            zh: "核对 recorded_on；或用 --observed-on 写明文件的取得日",
            en: "Check recorded_on, or state the day of the file with --observed-on")))
    }
    return problems
  }

  private static func names(_ files: [String]) -> String {
    let known = files.prefix(3).joined(separator: ", ")
    return files.count > 3 ? known + ", …" : known
  }
}

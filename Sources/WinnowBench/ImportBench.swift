import Winnow

/// `winnow-bench import`: the whole import beside bare insertion of the same bytes.
struct ImportBench {
  let portfolio: Portfolio

  init(_ portfolio: Portfolio) { self.portfolio = portfolio }

  func run() throws {
    let bareStore = BareSQLite(portfolio.newStore("bare"))
    var rows = 0
    let bare = Bench.seconds {
      for (index, file) in portfolio.files.enumerated() { rows += bareStore.insert(file, into: "t\(index)") }
    }
    bareStore.close()
    Bench.line(portfolio.rights, "bare insert", bare, count: rows, ratio: nil)
    guard let day = CalendarDay(iso: "2026-06-30") else { return }
    let workspace = try Workspace.open(at: portfolio.newStore("import"))
    var imported = 0
    let whole = try Bench.seconds {
      imported = try workspace.importPortfolio(from: portfolio.path, observedOn: day).rows
    }
    Bench.line(portfolio.rights, "import", whole, count: imported, ratio: whole / bare)
    let again = try Bench.seconds { try workspace.importPortfolio(from: portfolio.path, observedOn: day) }
    Bench.line(portfolio.rights, "the same import again", again, count: imported, ratio: again / bare)
  }
}

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
    var items = 0
    let read = try Bench.seconds {
      for plan in try PortfolioReader.plan(
        path: portfolio.path, name: portfolio.path, catalogue: workspace.catalogue, latestYear: day.year)
      { try PortfolioReader.read(plan) { _ in items += 1 } }
    }
    Bench.line(portfolio.rights, "read, not stored", read, count: items, ratio: read / bare)
    var imported = 0
    let whole = try Bench.seconds {
      imported = try workspace.importPortfolio(from: portfolio.path, observedOn: day).rows
    }
    Bench.line(portfolio.rights, "import", whole, count: imported, ratio: whole / bare)
    let copy = BareSQLite(portfolio.newStore("copy"))
    let tables = [
      "import_batch", "unit", "family", "ip_right", "source_row", "right_number", "publication", "priority",
      "inventor", "party", "ownership", "observation",
    ]
    let same = copy.copyTables(of: portfolio.folder + "/import.sqlite", tables)
    copy.close()
    Bench.line(
      portfolio.rights, "bare insert, same tables", same.seconds, count: same.rows, ratio: same.seconds / bare
    )
    let again = try Bench.seconds { try workspace.importPortfolio(from: portfolio.path, observedOn: day) }
    Bench.line(portfolio.rights, "the same import again", again, count: imported, ratio: again / bare)
  }
}

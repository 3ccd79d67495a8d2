import Winnow

/// `winnow-bench review`: a review, stored, beside a bare scan of the columns that it needs.
struct ReviewBench {
  let portfolio: Portfolio

  init(_ portfolio: Portfolio) { self.portfolio = portfolio }

  func run() throws {
    guard let day = CalendarDay(iso: "2026-06-30") else { return }
    let path = portfolio.newStore("review")
    let workspace = try Workspace.open(at: path)
    try workspace.importPortfolio(from: portfolio.path, observedOn: day)
    let bareStore = BareSQLite(path)
    var rows = 0
    let bare = Bench.seconds {
      rows += bareStore.scan(
        """
        SELECT id, office, kind, granted, filing_day, priority_day, publication_day, grant_day, expiry_day, end_day,
          family_id, unit_id, business_line, ipc, cpc, other_classes, own_number, application_number,
          publication_number, title, translated_title FROM ip_right ORDER BY id
        """)
      rows += bareStore.scan("SELECT * FROM observation ORDER BY right_id, observed_on")
      rows += bareStore.scan(
        "SELECT right_id, role, party_id FROM ownership ORDER BY right_id, role DESC, party_id")
      rows += bareStore.scan(
        "SELECT right_id, max(position) FROM inventor GROUP BY right_id ORDER BY right_id")
      rows += bareStore.scan("SELECT right_id, day, code FROM event ORDER BY right_id, day, code")
    }
    bareStore.close()
    Bench.line(portfolio.rights, "bare scan", bare, count: portfolio.rights, ratio: nil)
    let snapshot = try Bench.seconds { _ = try workspace.store.snapshot(asOf: day) }
    Bench.line(portfolio.rights, "snapshot", snapshot, count: portfolio.rights, ratio: snapshot / bare)
    let preview = try Bench.seconds { _ = try workspace.preview(asOf: day) }
    Bench.line(
      portfolio.rights, "review, not stored", preview, count: portfolio.rights, ratio: preview / bare)
    let whole = try Bench.seconds { _ = try workspace.review(asOf: day) }
    Bench.line(portfolio.rights, "review, stored", whole, count: portfolio.rights, ratio: whole / bare)
  }
}

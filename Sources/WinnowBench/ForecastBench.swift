import Winnow

/// `winnow-bench forecast`: fees of many rights over twenty years, beside a bare pass that writes as many cells.
struct ForecastBench {
  private static let years = 20
  let rights: Int

  init(rights: Int) { self.rights = rights }

  func run() throws {
    guard let asOf = CalendarDay(iso: "2026-06-30"), let through = CalendarDay(iso: "2045-12-31") else {
      return
    }
    let catalogue = try Workspace.catalogue(models: nil)
    let schedules = try FeeSchedules(catalogue: catalogue)
    let (rates, _) = try catalogue.load(ExchangeRates.self, id: "yearly-averages")
    let subjects = subjects(asOf)
    let cells = rights * ForecastBench.years
    // The bare pass writes the same columns from the same rows: an amount and a flag for each cell.
    var checksum: Int64 = 0
    let bare = Bench.seconds {
      var amounts = [Int64](repeating: 0, count: cells)
      var flags = [Bool](repeating: false, count: cells)
      for row in subjects.indices {
        let number = Int64(subjects[row].filingDay?.number ?? 0)
        let start = row * ForecastBench.years
        for column in 0..<ForecastBench.years {
          amounts[start + column] = number + Int64(column)
          flags[start + column] = number > 16_000
        }
      }
      checksum = amounts.reduce(0, &+) + (flags.last == true ? 1 : 0)
    }
    Bench.line(rights, "bare pass", bare, count: rights, ratio: nil)
    var fees = 0
    let whole = Bench.seconds {
      let forecast = CostForecast(
        of: subjects, schedules: schedules, rates: rates, from: asOf, through: through, asOf: asOf)
      fees = forecast.feeCount
    }
    Bench.line(rights, "forecast, 20 years", whole, count: rights, ratio: whole / bare)
    let list = Bench.seconds {
      let rights = subjects.map { DueListRight(subject: $0, hasLedger: true) }
      fees +=
        DueList(
          of: rights, calendar: RenewalCalendar(schedules: schedules), rates: rates, currency: .cny,
          asOf: asOf,
          within: 90
        ).entries.count
    }
    Bench.line(rights, "due list, 90 days", list, count: rights, ratio: list / bare)
    print("            \(cells) cells, \(fees) fees, check \(checksum)")
  }

  /// Rights like those of a large portfolio: mostly Chinese, in force, filed over twenty years.
  private func subjects(_ asOf: CalendarDay) -> [RenewalSubject] {
    var random = SeededGenerator(seed: 20_260_630)
    func below(_ limit: Int) -> Int { Int(random.unit() * Double(limit)) }
    return (0..<rights).map { _ in
      let draw = below(100)
      let kind: RightKind = draw < 60 ? .invention : draw < 90 ? .utilityModel : .design
      let office = kind == .invention ? ["CN", "CN", "CN", "CN", "US", "EP"][below(6)] : "CN"
      let filing = asOf - below(kind == .invention ? 7000 : 3300)
      let grant = filing + (kind == .invention ? 700 + below(500) : 200)
      let isGranted = grant <= asOf && office != "EP"
      return RenewalSubject(
        office: office, kind: kind, stage: isGranted ? .granted : .application, filingDay: filing,
        grantDay: isGranted ? grant : nil, claims: 10,
        reductions: office == "CN" && below(4) == 0 ? ["single-applicant"] : [])
    }
  }
}

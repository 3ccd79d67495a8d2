public import PortfolioCore

/// How the debt is paid back.
public enum Repayment: String, CaseIterable, Sendable, Codable {
  /// All of it on the last day.
  case bullet
  /// In equal parts, one on each anniversary and on the last day.
  case linear
}

/// Debt and collateral on a day.
public struct CoverPoint: Sendable, Equatable, Codable {
  /// The day.
  public let day: CalendarDay
  /// What is owed; before the day's own repayment.
  public let outstanding: Int64
  /// The basis of all rights that count.
  public let basis: Int64
  /// What the lender lends on it.
  public let lending: Int64
  /// What a forced sale would bring.
  public let forced: Int64
  /// Lending value over debt, in basis points, rounded down.
  public let cover: Int?
  /// Debt over basis, in basis points, rounded up; nil without a basis.
  public let loanToValue: Int?
  /// Forced-sale value over debt, in basis points, rounded down.
  public let forcedCover: Int?
  /// Annuities of the rights that count, due from this day to the next test day; nil on the last.
  public let annuities: Int64?
}

/// The cover under a shock.
public struct StressLine: Sendable, Equatable, Codable {
  /// The name.
  public let id: String
  /// The shock.
  public let title: BilingualText
  /// Lending value on the first day.
  public let lendingAtStart: Int64
  /// The cover on the first day, in basis points.
  public let coverAtStart: Int?
  /// The least cover of all test days.
  public let leastCover: Int?
  /// The day of the least cover.
  public let leastOn: CalendarDay?
}

/// Debt against collateral over the term, and under stress.
struct CoverTable {
  let lines: [CollateralLine]
  let policy: LenderPolicy
  let loan: Int64
  let repayment: Repayment
  let tests: [CalendarDay]

  /// What is owed on each test day.
  func outstanding(_ test: Int) -> Int64 {
    guard repayment == .linear, let last = tests.last, let first = tests.first, last > first else {
      return loan
    }
    // A part falls due on every test day but the first, and is still owed on its own day.
    let paid = Int128(loan) * Int128(max(0, test - 1)) / Int128(tests.count - 1)
    return loan - Int64(paid)
  }

  private var counted: [CollateralLine] { lines.filter(\.isCounted) }

  private func ratioUp(_ amount: Int64, over other: Int64) -> Int? {
    guard other > 0 else { return nil }
    return Int(min((Int128(amount) * 10_000 + Int128(other) - 1) / Int128(other), Int128(Percent.most)))
  }

  /// - Parameter annuities: fees from each test day to the next.
  func points(annuities: [Int64]) -> [CoverPoint] {
    tests.indices.map { test in
      let owed = outstanding(test)
      let basis = counted.reduce(Int64(0)) { $0 + $1.basis(on: test) }
      let lending = counted.reduce(Int64(0)) { $0 + $1.lending(on: test) }
      let forced = counted.reduce(Int64(0)) {
        $0 + ($1.value?.forced(policy.rangeCase, on: test) ?? 0)
      }
      return CoverPoint(
        day: tests[test], outstanding: owed, basis: basis, lending: lending, forced: forced,
        cover: Share.ratio(lending, over: owed), loanToValue: ratioUp(owed, over: basis),
        forcedCover: Share.ratio(forced, over: owed),
        annuities: test < annuities.count ? annuities[test] : nil
      )
    }
  }

  // MARK: Stress

  /// What a shock takes away beside what it leaves of values.
  private struct Loss {
    /// The family that carries most.
    var family = false
    /// The licensee that carries most, of what is left without that family.
    var payer = false
  }

  /// The shocks in a fixed order. Contracted fees know no royalty rate: there licensees pay less, and the one that pays
  /// for most stops.
  func stress() -> [StressLine] {
    let percent = Int(((1 - CollateralValuer.stressedRevenue) * 100).rounded())
    let isContracted = policy.premise == .licenceIncome
    var shocks = [
      line(
        "revenue",
        isContracted
          ? BilingualText(zh: "被许可人少付 \(percent)%", en: "Licensees pay \(percent) % less")
          : BilingualText(zh: "收入下降 \(percent)%", en: "Revenue falls by \(percent) %"), losing: Loss()
      ) { $0.withLessRevenue }
    ]
    if !isContracted {
      shocks.append(
        line("royalty", BilingualText(zh: "许可费率取低端", en: "Royalty rates at the low end"), losing: Loss()) {
          $0.withLowRoyalty
        })
    }
    shocks.append(
      line(
        "invalidation",
        BilingualText(
          zh: "承载最多的一项权利（连同其同族）被宣告无效", en: "The right that carries most is declared invalid, with its family"),
        losing: Loss(family: true)
      ) { _ in 1_000_000 })
    if isContracted {
      shocks.append(
        line(
          "licensee",
          BilingualText(
            zh: "付费最多的被许可人停止付费（其全部合同）",
            en: "The licensee that pays for most stops paying, under all its contracts"),
          losing: Loss(payer: true)
        ) { _ in 1_000_000 })
    }
    shocks.append(
      line(
        "all", BilingualText(zh: "以上三项同时发生", en: "All three at once"),
        losing: Loss(family: true, payer: isContracted)
      ) { $0.withBoth })
    return shocks
  }

  private func line(
    _ id: String, _ title: BilingualText, losing: Loss, _ factor: (CollateralValue) -> Int
  ) -> StressLine {
    var covers: [(lending: Int64, cover: Int?)] = []
    for test in tests.indices {
      var groups: [String: Int64] = [:]
      for line in counted {
        guard let value = line.value, let ratio = line.loanToValue else { continue }
        let basis = Share.of(value.basis(on: test), millionths: factor(value), unit: value.unit)
        groups[line.family ?? "number " + line.number, default: 0] += Share.of(
          basis, basisPoints: ratio, unit: value.unit)
      }
      // Of equal families the first by name, so that the same packet gives the same figures.
      let lost = losing.family ? groups.max { ($0.value, $1.key) < ($1.value, $0.key) } : nil
      var lending = groups.values.reduce(0, +) - (lost?.value ?? 0)
      if losing.payer {
        var payers: [BilingualText: Int64] = [:]
        for line in counted where (line.family ?? "number " + line.number) != lost?.key {
          guard let value = line.value else { continue }
          for (payer, amount) in line.lendingByPayer(on: test, millionths: factor(value)) {
            payers[payer, default: 0] += amount
          }
        }
        lending = max(0, lending - (payers.values.max() ?? 0))
      }
      covers.append((lending, Share.ratio(lending, over: outstanding(test))))
    }
    let least = covers.indices.min { (covers[$0].cover ?? .max, $0) < (covers[$1].cover ?? .max, $1) }
    return StressLine(
      id: id, title: title, lendingAtStart: covers.first?.lending ?? 0, coverAtStart: covers.first?.cover,
      leastCover: least.flatMap { covers[$0].cover }, leastOn: least.map { tests[$0] })
  }
}

internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Scoring

/// The facts that scores, classifications and profiles ask for.
struct ScoreFacts {
  let snapshot: PortfolioSnapshot
  let table: FactTable
  /// National income by country; nil leaves the markets unknown.
  let incomes: NationalIncome?

  func columns() -> [FactColumn] { recognitionColumns() + derivedColumns() + familyColumns() }

  private func recognitionColumns() -> [FactColumn] {
    let rows = snapshot.count
    let recorded = snapshot.recognitions
    var strategic = ColumnBuilder(.strategicIndustry, rows: rows)
    var awards = ColumnBuilder(.nationalAwards, rows: rows)
    var pledge = ColumnBuilder(.pledgeAmount, rows: rows)
    var disputes = ColumnBuilder(.disputesSoFar, rows: rows)
    var words = ColumnBuilder(.firstClaimWords, rows: rows)
    var generality = ColumnBuilder(.generality, rows: rows)
    for row in 0..<rows {
      strategic.append(stored: recorded.strategic[row], otherwise: .unknown)
      awards.append(stored: recorded.awards[row], otherwise: .unknown)
      if !snapshot.keptTables.contains("pledge") || recorded.pledgeAmount[row] == -1 {
        pledge.append(missing: .unknown)
      } else {
        pledge.append(Double(recorded.pledgeAmount[row] ?? 0) / Double(Currency.cny.minorPerMajor))
      }
      if snapshot.keptTables.contains("dispute") {
        disputes.append(recorded.disputes[row])
      } else {
        disputes.append(missing: .unknown)
      }
      words.append(stored: recorded.firstClaimWords[row], otherwise: .unknown)
      let citing = recorded.citingClasses[row] ?? []
      let total = citing.reduce(0, +)
      if total > 0,
        let index = ClassSpread.corrected(
          ClassSpread.index(shares: citing.map { Double($0) / Double(total) }), citations: total)
      {
        generality.append(index)
      } else {
        generality.append(missing: .unknown)
      }
    }
    return [strategic, awards, pledge, disputes, words, generality].map { $0.column() }
  }

  private func derivedColumns() -> [FactColumn] {
    let rows = snapshot.count
    var backward = ColumnBuilder(.backwardPerYear, rows: rows)
    var lag = ColumnBuilder(.grantLagYears, rows: rows)
    for row in 0..<rows {
      if let count = table[.backwardCitations]?.number(row), let age = table[.age]?.number(row) {
        backward.append(count / max(1, age))
      } else {
        let isNone = table[.backwardCitations]?.states[row] == .notApplicable
        backward.append(missing: isNone ? .notApplicable : .unknown)
      }
      let filed = snapshot.filingDay[row]
      let granted = snapshot.grantDay[row]
      if filed != PortfolioSnapshot.none, granted != PortfolioSnapshot.none {
        lag.append(Int32(CalendarDay(number: granted).year - CalendarDay(number: filed).year))
      } else {
        lag.append(missing: table[.grantLag]?.states[row] ?? .unknown)
      }
    }
    return [backward.column(), lag.column()]
  }

  /// A member of a family that is held: where it is, and whether it lives with a grant.
  private struct Member {
    let office: String
    let isAlive: Bool
    let isGranted: Bool
  }

  private func familyColumns() -> [FactColumn] {
    var families: [Int64: [Member]] = [:]
    func member(_ row: Int) -> Member {
      Member(
        office: snapshot.office[row] ?? "",
        isAlive: table[.legalLife]?.category(row) == LegalLife.alive.rawValue,
        isGranted: table[.stage]?.category(row) == RightStage.granted.rawValue)
    }
    for row in 0..<snapshot.count where snapshot.familyID[row] != 0 {
      families[snapshot.familyID[row], default: []].append(member(row))
    }
    var abroad = ColumnBuilder(.grantedAbroad, rows: snapshot.count)
    var granted = ColumnBuilder(.marketGranted, rows: snapshot.count)
    var pending = ColumnBuilder(.marketPending, rows: snapshot.count)
    for row in 0..<snapshot.count {
      let isPatent = table[.rightKind]?.category(row).flatMap(RightKind.init(rawValue:))?.isPatent ?? true
      guard isPatent else {
        abroad.append(missing: .notApplicable)
        granted.append(missing: .notApplicable)
        pending.append(missing: .notApplicable)
        continue
      }
      let members = families[snapshot.familyID[row]] ?? [member(row)]
      let own = snapshot.office[row] ?? ""
      let counted = snapshot.familySize[row]
      let isWhole = counted != PortfolioSnapshot.none && Int(counted) <= members.count
      if members.contains(where: { $0.office != own && $0.isAlive && $0.isGranted }) {
        abroad.append(Int32(1))
      } else if isWhole {
        abroad.append(Int32(0))
      } else {
        abroad.append(missing: .unknown)
      }
      if isWhole, let markets = markets(members) {
        granted.append(markets.granted)
        pending.append(markets.pending)
      } else {
        granted.append(missing: .unknown)
        pending.append(missing: .unknown)
      }
    }
    return [abroad.column(), granted.column(), pending.column()]
  }

  /// Each state counts once: as granted where any member of the family is.
  private func markets(_ members: [Member]) -> (granted: Double, pending: Double)? {
    guard let incomes, let unit = incomes.values["US"]?.amount, unit > 0 else { return nil }
    let granted = Set(members.filter { $0.isAlive && $0.isGranted }.map(\.office))
    let pending = Set(members.filter { $0.isAlive && !$0.isGranted }.map(\.office)).subtracting(granted)
    func sum(_ offices: Set<String>) -> Double {
      offices.sorted().reduce(0) { $0 + (incomes.values[$1]?.amount ?? 0) / unit }
    }
    return (sum(granted), sum(pending))
  }
}

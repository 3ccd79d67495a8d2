internal import PortfolioCore
public import PortfolioReview
public import PortfolioStore
internal import Renewals

/// Reads what registration looks at from a run, its fees and its records.
///
/// The run and the outlook are of one day and one store.
public struct SituationReader: Sendable {
  private let run: ReviewRun
  private let outlook: FeeOutlook
  private let records: TitleRecords
  private let pledgor: String?
  private let ownPledge: OwnPledge?
  private let owners: [Int64: [RightOwner]]
  private let disputes: [Int64: [TitleRecords.Dispute]]
  private let pledges: [Int64: [TitleRecords.Pledge]]
  private let outlookRows: [Int64: Int]
  private let pendingInventions: [CalendarDay: [String]]

  /// A reader.
  /// - Parameters:
  ///   - pledgor: who pledges, by any name on file; nil for whichever of the portfolio's own units owns a right.
  ///   - ownPledge: the pledge that an earlier packet was made for; nil where none was.
  public init(
    run: ReviewRun, outlook: FeeOutlook, records: TitleRecords, pledgor: String? = nil,
    ownPledge: OwnPledge? = nil
  ) {
    self.ownPledge = ownPledge
    self.run = run
    self.outlook = outlook
    self.records = records
    self.pledgor = pledgor
    owners = Dictionary(grouping: records.owners.filter { $0.to == nil }, by: \.rightID).mapValues {
      RightOwner.parties($0, names: records.parties)
    }
    disputes = Dictionary(grouping: records.disputes.filter { $0.to == nil }, by: \.rightID)
    let day = run.asOf
    pledges = Dictionary(
      grouping: records.pledges.filter { pledge in pledge.to.map { $0 >= day } ?? true }, by: \.rightID)
    outlookRows = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var pending: [CalendarDay: [String]] = [:]
    for row in 0..<run.table.count
    where run.table[.rightKind]?.category(row) == RightKind.invention.rawValue
      && run.table[.stage]?.category(row) == RightStage.application.rawValue
      && run.table[.legalLife]?.category(row) == LegalLife.alive.rawValue
    {
      guard let place = outlookRows[run.table.rightIDs[row]],
        let filed = outlook.subjects[place].filingDay
      else { continue }
      pending[filed, default: []].append(run.table.text("number", row))
    }
    pendingInventions = pending
  }

  /// The number of the pending invention that the fact of a utility model speaks of, where only one was filed that day.
  private func pendingInvention(_ row: Int) -> String {
    guard let place = outlookRow(row), let filed = outlook.subjects[place].filingDay,
      let numbers = pendingInventions[filed], numbers.count == 1
    else { return "–" }
    return numbers[0]
  }

  /// The right of a row of the run as the fee engine sees it; nil where the outlook does not have it.
  func outlookRow(_ row: Int) -> Int? { outlookRows[run.table.rightIDs[row]] }

  /// The owners of a right on the day, each party once.
  func owners(_ row: Int) -> [RightOwner] { owners[run.table.rightIDs[row]] ?? [] }

  /// The last day of a right's term.
  func termEnd(_ row: Int) -> CalendarDay? {
    outlookRow(row).flatMap { outlook.schedules.termEnd(of: outlook.subjects[$0])?.day }
  }

  /// What registration looks at in a row of the run.
  public func situation(_ row: Int) -> PledgeSituation {
    let id = run.table.rightIDs[row]
    let kind = run.table[.rightKind]?.category(row).flatMap { RightKind(rawValue: $0) }
    var right = PledgeSituation(office: run.table[.office]?.category(row) ?? "", kind: kind)
    let known = owners(row)
    right.owners = known.isEmpty ? nil : known.map(\.name)
    right.unassignedShare = RightOwner.unassigned(known)
    right.excessShares = RightOwner.excess(known)
    right.pledgor =
      pledgor.map { given in known.first { records.parties.areOne($0.name, given) }?.name }
      ?? known.first { $0.isOwnUnit }?.name
    // Where no party is a unit of the portfolio, its rights are taken to be its own.
    if pledgor == nil, records.ownNames.isEmpty { right.pledgor = known.first?.name }
    right.status = run.table[.legalStatus]?.category(row).flatMap { LegalStatus(rawValue: $0) }
    right.isGranted = run.table[.stage]?.category(row).map { $0 == RightStage.granted.rawValue }
    right.annuities = annuities(row, right.status)
    // A table that holds nothing may still be stated complete: then the fact is known.
    if records.keptTables.contains("dispute") || run.table[.inDispute]?.states[row] == .known {
      let running = disputes[id] ?? []
      right.suspensions = running.filter { $0.type == "ownership" || $0.type == "preservation" }.map(\.number)
      right.invalidations = running.filter { $0.type == "invalidation" }.map(\.number)
    }
    if records.keptTables.contains("pledge") || run.table[.pledged]?.states[row] == .known {
      let running = pledges[id] ?? []
      let (own, others) =
        ownPledge?.split(
          running, right: run.table.text("number", row), parties: records.parties) ?? (nil, running)
      right.pledges = others.map(SituationReader.name)
      right.ownPledge = own.map { pledge in
        let debt = pledge.amount.map { "\($0)" }
        return BilingualText(
          zh: "已按计划于 \(pledge.from.iso) 登记：\(SituationReader.name(pledge))"
            + (debt.map { "，担保债权 \($0)" } ?? ""),
          en: "Registered on \(pledge.from.iso), as planned: \(SituationReader.name(pledge))"
            + (debt.map { ", for a debt of \($0)" } ?? ""))
      }
    }
    right.termEnd = termEnd(row)
    if kind == .utilityModel, let state = run.table[.sameDayInvention]?.category(row) {
      right.sameDayInvention = state == "pending" ? pendingInvention(row) : ""
    }
    return right
  }

  private static func name(_ pledge: TitleRecords.Pledge) -> String {
    pledge.pledgee.isEmpty ? pledge.registration : "\(pledge.registration) (\(pledge.pledgee))"
  }

  /// Fees whose due day has passed, by the renewal rules and the ledger of payments.
  private func annuities(_ row: Int, _ status: LegalStatus?) -> PledgeSituation.Annuities {
    guard let place = outlookRow(row) else { return .unknown(nil) }
    let items: [DueItem]
    switch outlook.calendar.itemsInGrace(for: outlook.subjects[place], asOf: run.asOf) {
    case .success(let late): items = late
    case .failure(let reason):
      let isFree = reason.isZeroByRule || reason == .notYetGranted
      return isFree && status != .annuityLate ? .paid : .unknown(nil)
    }
    let paid = DueList.isPaid(outlook.payments[place], items)
    let late = zip(items, paid).first { item, isPaid in !isPaid && !item.isPaidAtRegistration }?.0
    guard let late else {
      // The register says that a fee is late and the rules know of none: nobody can say how much.
      return status == .annuityLate ? .unknown(nil) : .paid
    }
    let fee = PledgeSituation.LateFee(due: late.due, lastDay: late.lastDay, amountNow: late.amountNow)
    if outlook.keepsPayments(place) || status == .annuityLate { return .late(fee) }
    return .unknown(fee)
  }
}

internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals
internal import Valuation

/// Rights that their source calls alive after the end of their statutory term: no extension is recorded, so no life is left.
extension AssetValuer {
  /// The rights of a run that live by their source and are past their term, with the last day of that. A mark's term is
  /// renewed, so it ends nothing.
  static func pastTerm(
    _ run: ReviewRun, store: Store, catalogue: ModelCatalogue
  ) throws -> [Int64: CalendarDay] {
    let table = run.table
    let doubtful = table.rightIDs.indices.filter { row in
      table[.legalLife]?.category(row) == LegalLife.alive.rawValue
        && table[.remainingTerm]?.number(row) == nil
        && hasTerm(table[.rightKind]?.category(row).flatMap(RightKind.init))
    }
    guard !doubtful.isEmpty else { return [:] }
    let snapshot = try store.snapshot(asOf: run.asOf)
    var assembly = FactAssembly(
      snapshot: snapshot, schedules: try FeeSchedules(catalogue: catalogue), fields: nil, events: nil)
    _ = assembly.table()
    let ids = Set(doubtful.map { table.rightIDs[$0] })
    var ends: [Int64: CalendarDay] = [:]
    for (row, id) in snapshot.ids.enumerated() where ids.contains(id) {
      if let end = assembly.termEnds[row], end < run.asOf { ends[id] = end }
    }
    return ends
  }

  private static func hasTerm(_ kind: RightKind?) -> Bool {
    switch kind {
    case nil, .trademark?, .technicalSecret?: return false
    default: return true
    }
  }

  /// That rights are past their term, as a warning; empty where none is.
  static func pastTermProblems(_ run: ReviewRun, _ pastTerm: [Int64: CalendarDay]) -> [Problem] {
    guard !pastTerm.isEmpty else { return [] }
    let numbers = run.table.rightIDs.indices.filter { pastTerm[run.table.rightIDs[$0]] != nil }
      .map { run.table.text("number", $0) }
    let list = numbers.prefix(3).joined(separator: ", ") + (numbers.count > 3 ? ", …" : "")
    return [
      Problem(
        .aliveBeyondTerm, value: list,
        zh: "\(numbers.count) 项权利按来源仍然有效，但法定期限已经届满：按没有剩余寿命估值",
        en: numbers.count == 1
          ? "1 right is alive by its source although its statutory term has ended: it is valued as having no life left"
          : "\(numbers.count) rights are alive by their source although their statutory term has ended: they are valued as having no life left",
        remedy: BilingualText(
          zh: "核对法律状态和申请日；有期限补偿的，请在数据中写明届满日",
          en: "Check status and filing day; where the term was extended, give the expiry day in the data"))
    ]
  }
}

extension AssetCase {
  /// Whether all its rights are past their term.
  var isPastTerm: Bool {
    !rows.isEmpty && rows.allSatisfy { valuer.pastTerm[valuer.run.table.rightIDs[$0]] != nil }
  }

  /// Which of its rights are past their term, of a product with those that are linked to it or named in its attributions,
  /// in a sentence; nil where none is.
  private var pastTerm: BilingualText? {
    var ids = Set(rows.map { valuer.run.table.rightIDs[$0] })
    if let product {
      let linked = valuer.ledger.links.filter { $0.productID == product }.map(\.rightID)
      let given = valuer.ledger.attributions.filter { $0.productID == product }.map(\.rightID)
      ids.formUnion(Set(linked + given).subtracting(valuer.others.unlicensed))
    }
    let past = ids.compactMap { valuer.rowOfRight[$0] }.sorted().compactMap { row -> String? in
      valuer.pastTerm[valuer.run.table.rightIDs[row]].map {
        "\(valuer.run.table.text("number", row)) \($0.iso)"
      }
    }
    guard !past.isEmpty else { return nil }
    let list = past.joined(separator: ", ")
    return BilingualText(
      zh: "按来源仍然有效，而法定期限已经届满（\(list)）",
      en: "alive by its source although its statutory term has ended (\(list))")
  }

  /// Why nothing is left of it: the terms of its rights have ended, or end on the day.
  var noLifeLeft: NotApplicable {
    guard let pastTerm else { return NotApplicable(zh: "剩余寿命为零", en: "no life is left") }
    return NotApplicable(zh: "剩余寿命为零：" + pastTerm.zh, en: "no life is left: it is " + pastTerm.en)
  }

  /// That rights past their term claim nothing, as a sentence beside others that live; empty where there are none.
  var pastTermNotes: [BilingualText] {
    guard let pastTerm else { return [] }
    return [
      BilingualText(zh: pastTerm.zh + "：不计收入", en: "Counts no revenue: " + pastTerm.en)
    ]
  }
}

internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// Looks over the facts of a portfolio for what a person should know before trusting a result.
struct DataChecks {
  let snapshot: PortfolioSnapshot
  let table: FactTable
  let assumedAlive: [Bool]
  let termEnds: [CalendarDay?]
  let regions: RegionalOffices

  func problems() -> [Problem] {
    unknownStates() + aliveBeyondTerm() + missingDays() + contradictions() + observedLater()
      + unknownOffices() + unitaryAndNational()
  }

  /// Unitary effect, and a validation in a state that shares in it: both cannot be, and the fees count twice.
  private func unitaryAndNational() -> [Problem] {
    let rows = snapshot.feeParticulars.compactMap { row, particulars -> Int? in
      let running = particulars.validations.filter { $0.to.map { snapshot.asOf < $0 } ?? true }.map(\.office)
      let isTwice = running.contains("UP") && running.contains { regions.covers("UP", state: $0) }
      return isTwice ? row : nil
    }.sorted()
    guard !rows.isEmpty else { return [] }
    return [
      Problem(
        .unitaryAndNational, value: examples(rows),
        zh: "\(rows.count) 项欧洲专利既有统一效力，又在参加统一专利的国家生效：两者不能并存，费用被重复计算",
        en:
          "\(rows.count) European patents have unitary effect and a validation in a state that shares in it: both cannot be, and fees are counted twice",
        remedy: BilingualText(
          zh: "在 validations 表中改正：只留 UP，或只留各国", en: "Correct table validations: UP alone, or the states alone"
        ))
    ]
  }

  private func examples(_ rows: [Int]) -> String {
    rows.prefix(3).map { table.text("number", $0) }.joined(separator: ", ")
  }

  private func unknownStates() -> [Problem] {
    let rows = assumedAlive.indices.filter { assumedAlive[$0] }
    guard !rows.isEmpty else { return [] }
    return [
      Problem(
        .unknownState, value: examples(rows), zh: "\(rows.count) 项权利的法律状态未知：按有效计算费用，并标为估计",
        en:
          "The legal status of \(rows.count) rights is not known: their fees are counted as if they were in force, and marked as estimates",
        remedy: BilingualText(zh: "导入含法律状态列的导出文件", en: "Import an export with a column for the legal status"))
    ]
  }

  /// Alive by the source, and by our rule past the end of the full term: then no remaining term is known.
  private func aliveBeyondTerm() -> [Problem] {
    guard let status = table[.legalStatus], let remaining = table[.remainingTerm] else { return [] }
    let rows = (0..<table.count).filter { row in
      guard let word = status.category(row), let state = LegalStatus(rawValue: word), state.life == .alive
      else {
        return false
      }
      return remaining.states[row] == .unknown && termEnds[row].map { $0 < snapshot.asOf } ?? false
    }
    guard !rows.isEmpty else { return [] }
    return [
      Problem(
        .aliveBeyondTerm, value: examples(rows), zh: "\(rows.count) 项权利按来源仍然有效，但法定期限已经届满",
        en: "\(rows.count) rights are alive by their source although their statutory term has ended",
        remedy: BilingualText(
          zh: "核对法律状态和申请日；有期限补偿的，请在数据中写明届满日",
          en: "Check status and filing day; where the term was extended, give the expiry day in the data"))
    ]
  }

  private func missingDays() -> [Problem] {
    let none = PortfolioSnapshot.none
    let rows = snapshot.filingDay.indices.filter { snapshot.filingDay[$0] == none }
    guard !rows.isEmpty else { return [] }
    return [
      Problem(
        .missingFilingDays, value: examples(rows), zh: "\(rows.count) 项权利没有申请日，无法计算期限和年费",
        en: "\(rows.count) rights have no filing day; their term and fees cannot be computed",
        remedy: BilingualText(zh: "在导出时加上申请日列", en: "Add the filing date to the export"))
    ]
  }

  private func contradictions() -> [Problem] {
    let none = PortfolioSnapshot.none
    let rows = snapshot.filingDay.indices.filter { row in
      snapshot.grantDay[row] != none && snapshot.filingDay[row] != none
        && snapshot.grantDay[row] < snapshot.filingDay[row]
    }
    guard !rows.isEmpty else { return [] }
    return [
      Problem(
        .contradictoryDays, value: examples(rows), zh: "\(rows.count) 项权利的授权日早于申请日",
        en: "The grant day of \(rows.count) rights is before the filing day",
        remedy: BilingualText(zh: "在源数据中更正后重新导入", en: "Correct the source and import again"))
    ]
  }

  private func observedLater() -> [Problem] {
    guard let latest = snapshot.latestObservationAfter else { return [] }
    let count = snapshot.observedLater.count { !$0.isEmpty }
    return [
      Problem(
        .observedAfterwards, value: latest.iso,
        zh: "\(count) 项权利有基准日之后的观察值（最晚 \(latest.iso)），本次评审不使用",
        en:
          "\(count) rights have values observed after the as-of day (the latest on \(latest.iso)); this review does not use them",
        remedy: BilingualText(
          zh: "若文件其实在基准日或之前导出，导入时用 --observed-on 注明",
          en: "If the file was exported by the as-of day, say so with --observed-on when importing"))
    ]
  }

  private func unknownOffices() -> [Problem] {
    guard let kinds = table[.rightKind] else { return [] }
    let rows = (0..<table.count).filter { kinds.states[$0] != .known }
    guard !rows.isEmpty else { return [] }
    return [
      Problem(
        .unknownKind, value: examples(rows), zh: "\(rows.count) 项权利的种类不明，按发明计算期限",
        en: "The kind of \(rows.count) rights is not known; they are treated as inventions",
        remedy: BilingualText(
          zh: "在导出时加上文献种类代码或专利类型列", en: "Add the kind code or the type of patent to the export"))
    ]
  }
}

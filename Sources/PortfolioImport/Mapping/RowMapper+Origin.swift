import PortfolioCore

extension RowMapper {
  /// What the row states of owners, inventors and priorities without naming them.
  func readOrigin(_ row: borrowing RawRow, into draft: inout RightDraft) {
    for column in layout.ownerKinds where flag(row, column.index) == true {
      draft.origin.ownerKinds.append(column.kind)
    }
    draft.origin.ownerKinds.sort { left, right in
      PartyKind.allCases.firstIndex(of: left) ?? 0 < PartyKind.allCases.firstIndex(of: right) ?? 0
    }
    if let (bytes, _) = value(row, .ownerCountry) {
      draft.origin.ownerCountry = RowMapper.country(bytes, home: mapping.office)
    }
    if let count = count(row, .inventorCount), count > 0 { draft.origin.inventorCount = count }
    for index in fieldColumns(.foreignPriority) where draft.origin.foreignPriority == nil {
      draft.origin.foreignPriority = flag(row, index)
    }
  }

  /// A country's code in capitals; provinces of the office's own country are written with digits.
  private static func country(_ bytes: Bytes, home: String?) -> String? {
    if bytes.allSatisfy({ (0x30...0x39).contains($0) }) { return home }
    guard bytes.count == 2, bytes.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) else { return nil }
    return String(decoding: [bytes[0] & 0xDF, bytes[1] & 0xDF], as: UTF8.self)
  }

  /// 1 or 0, yes or no, 是 or 否; nil for anything else, which gives a warning.
  private func flag(_ row: borrowing RawRow, _ index: Int) -> Bool? {
    guard let bytes = value(row, index) else { return nil }
    let word = CellText.string(bytes)
    if let flag = OutcomeCell.flag(word) { return flag }
    warnings.append(
      Problem(
        .unreadableCell, at: place(index), value: word, zh: "应为 1 或 0（是或否），该值未采用",
        en: "1 or 0 (yes or no) is expected; the value was left out",
        remedy: BilingualText(zh: "在源表中更正后重新导入", en: "Correct it in the source and import again")))
    return nil
  }

  /// Values that the published document fixed count as seen on its day.
  func datePublishedValues(_ draft: inout RightDraft) {
    guard !mapping.fixedAtPublication.isEmpty,
      let day = draft.publications.compactMap(\.day).min()
    else { return }
    var fixed = ObservationDraft()
    for field in mapping.fixedAtPublication {
      switch field {
      case .claims: swap(&fixed.claims, &draft.observation.claims)
      case .independentClaims: swap(&fixed.independentClaims, &draft.observation.independentClaims)
      case .backwardCitations: swap(&fixed.backwardCitations, &draft.observation.backwardCitations)
      case .nonPatentCitations: swap(&fixed.nonPatentCitations, &draft.observation.nonPatentCitations)
      default: break
      }
    }
    if !fixed.isEmpty { draft.earlierObservation = DatedObservation(day: day, values: fixed) }
  }
}

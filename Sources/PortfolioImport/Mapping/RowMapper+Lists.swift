import PortfolioCore

extension RowMapper {
  /// Applicants, owners, inventors. Of several columns the first with a name counts: the others spell the same
  /// people in another way (standardised, translated).
  func readParties(_ row: borrowing RawRow, into draft: inout RightDraft) {
    for (field, role) in [(MappingField.applicants, PartyDraft.Role.applicant), (.owners, .owner)] {
      let before = draft.parties.count
      for column in fieldLists(field) where draft.parties.count == before {
        forEachName(row, column) { name, from in
          let party = PartyDraft(name: name, role: role, from: from)
          if !draft.parties.contains(party) { draft.parties.append(party) }
        }
      }
    }
    for column in fieldLists(.inventors) where draft.inventors.isEmpty {
      forEachName(row, column) { name, _ in
        if !draft.inventors.contains(name) { draft.inventors.append(name) }
      }
    }
  }

  private func forEachName(
    _ row: borrowing RawRow, _ column: ColumnLayout.ListColumn, _ body: (String, CalendarDay?) -> Void
  ) {
    guard let cell = value(row, column.index) else { return }
    if column.commaSeparates {
      for name in PartyName.list(String(decoding: cell, as: UTF8.self), commaSeparates: true) {
        body(name, nil)
      }
      return
    }
    CellText.forEachPart(cell, separators: column.separators) { part in
      let ending = part[part.count - 1]
      let mayEndInBracket = ending == 0x29 || ending == 0x89
      guard mayEndInBracket, column.brackets != .keep else {
        if !RowMapper.mayStartMissingWord(part[0]) || !MissingWord.isMissing(part) {
          body(CellText.string(part), nil)
        }
        return
      }
      if column.brackets == .drop {
        let name = CellText.trimmed(RowMapper.withoutEndingBracket(part))
        if !name.isEmpty { body(CellText.string(name), nil) }
      } else {
        let dated = RowMapper.dated(part)
        if !dated.name.isEmpty { body(dated.name, dated.from) }
      }
    }
  }

  /// A name and the day in brackets behind it.
  private static func dated(_ part: Bytes) -> (name: String, from: CalendarDay?) {
    let start = part.count - 12
    if part.last == 0x29, start > 0, part[start] == 0x28 {
      if let day = CalendarDay(isoUTF8: Bytes(rebasing: part[(start + 1)..<(part.count - 1)])) {
        return (CellText.string(CellText.trimmed(Bytes(rebasing: part[..<start]))), day)
      }
    } else if part.last == 0x89 {
      let dated = PartyName.dated(CellText.string(part))
      return (dated.name, dated.from)
    }
    return (CellText.string(part), nil)
  }

  /// The bytes before the bracket that closes at the end; all of them when nothing would be left.
  static func withoutEndingBracket(_ bytes: Bytes) -> Bytes {
    guard bytes.last == 0x29 else { return bytes }
    var depth = 0
    var index = bytes.count
    while index > 0 {
      index -= 1
      if bytes[index] == 0x29 { depth += 1 }
      if bytes[index] == 0x28 {
        depth -= 1
        if depth == 0 { return index == 0 ? bytes : Bytes(rebasing: bytes[..<index]) }
      }
    }
    return bytes
  }

  /// IPC, CPC and the classes of designs and trademarks. A Locarno class (`07-05`) in an IPC column, as
  /// Chinese exports have it for designs, is kept among the other classes.
  func readClasses(_ row: borrowing RawRow, into draft: inout RightDraft) {
    for field in [MappingField.ipc, .cpc] {
      for column in fieldColumns(field) {
        guard let cell = value(row, column) else { continue }
        let list = ClassificationSymbol.list(utf8: cell)
        for symbol in list.symbols {
          if field == .ipc {
            if !draft.ipc.contains(symbol.text) { draft.ipc.append(symbol.text) }
          } else if !draft.cpc.contains(symbol.text) {
            draft.cpc.append(symbol.text)
          }
        }
        guard !list.invalid.isEmpty else { continue }
        var rest = list
        rest.invalid = list.invalid.filter { !readOtherClass($0, field, into: &draft) }
        warnings += rest.problems(at: place(column))
      }
    }
    for column in fieldLists(.otherClasses) {
      guard let cell = value(row, column.index) else { continue }
      CellText.forEachPart(cell, separators: column.separators) { part in
        let text = CellText.string(part)
        if !draft.otherClasses.contains(text) { draft.otherClasses.append(text) }
      }
    }
  }

  /// Reads what is no symbol: a Locarno class, or the additional and linked indexing codes behind `//` that
  /// symbols had before 2006. False when it is neither.
  private func readOtherClass(_ part: String, _ field: MappingField, into draft: inout RightDraft) -> Bool {
    if RowMapper.isLocarno(part) {
      if !draft.otherClasses.contains(part) { draft.otherClasses.append(part) }
      return true
    }
    guard part.hasPrefix("//"), field == .ipc else { return false }
    let symbols = part.dropFirst(2).split { $0 == "(" || $0 == ")" || $0 == "," }.map(String.init)
    var isRead = true
    for symbol in symbols {
      let list = ClassificationSymbol.list(symbol)
      for found in list.symbols where !draft.ipc.contains(found.text) { draft.ipc.append(found.text) }
      // A linked code such as 31:255 is read with the symbol before it and is no symbol itself.
      if list.invalid.contains(where: { !$0.contains(":") }) { isRead = false }
    }
    return isRead
  }

  /// A Locarno class, perhaps with the entry of its list: `07-05`, `21-01-C0293`.
  private static func isLocarno(_ part: String) -> Bool {
    func isNumber(_ text: Substring) -> Bool {
      (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    let parts = part.split(separator: "-", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), isNumber(parts[0]), isNumber(parts[1]) else { return false }
    guard parts.count == 3 else { return true }
    return (1...6).contains(parts[2].utf8.count)
      && parts[2].utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  /// The family's name and offices. Members' ids sorted and joined name it; a family number carries the
  /// mapping's id in front, because each source counts for itself.
  func readFamily(_ row: borrowing RawRow, into draft: inout RightDraft) {
    if let (bytes, _) = value(row, .familyNumber) {
      draft.familyKey = mappingID + ":" + CellText.string(bytes)
    } else if let column = fieldLists(.familyMembers).first, let cell = value(row, column.index) {
      var members: [String] = []
      CellText.forEachPart(cell, separators: column.separators) {
        members.append(String(decoding: $0, as: UTF8.self))
      }
      members.sort()
      if !members.isEmpty { draft.familyKey = members.joined(separator: ";") }
    }
    guard let column = fieldLists(.familyOffices).first, let cell = value(row, column.index) else { return }
    var offices: [String] = []
    CellText.forEachPart(cell, separators: column.separators) { part in
      let office = String(decoding: part, as: UTF8.self).uppercased()
      if !offices.contains(office) { offices.append(office) }
    }
    draft.observation.familyOffices = offices.sorted().joined(separator: " ")
  }
}

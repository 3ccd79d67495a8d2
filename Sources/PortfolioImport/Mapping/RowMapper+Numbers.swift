import PortfolioCore

extension NumberFault {
  /// Whether the number only has a form that its office does not use.
  var isForm: Bool {
    switch self {
    case .wrongLength, .unknownForm, .impossibleYear, .unexpectedCharacter: return true
    case .noNumber, .wrongCheckDigit, .otherRole, .unknownKindDigit, .roundedBySpreadsheet, .officeMissing,
      .tooLong:
      return false
    }
  }
}

extension ParsedNumber {
  /// The number under which a publication names its right: without kind code, so that the publications of an
  /// application and of its grant meet.
  ///
  /// Where an office counts utility models, designs or (Japan before 1996) examined publications in a series
  /// of their own with the same digits, a letter keeps them apart: `JP 3221748 U` is another right than `JP
  /// 3221748 B2`. China, the United States, the EPO and WIPO need no letter.
  func publicationName(kindCode: String?) -> RightNumber {
    var name = bareNumber
    let office = number.office
    if let first = kindCode?.utf8.first, office != "CN", office != "US", office != "EP", office != "WO" {
      switch first {
      case UInt8(ascii: "U"), UInt8(ascii: "Y"): name += "U"
      case UInt8(ascii: "S"): name += "S"
      case UInt8(ascii: "B"):
        let hasEra = office == "JP" && name.utf8.first.map { $0 >= 0x41 } ?? false
        if hasEra { name += "B" }
      default: break
      }
    }
    return RightNumber(office: office, scheme: .publication, number: name)
  }
}

/// The numbers of a row, read.
struct NumbersRead {
  var publications: [PublicationDraft] = []
  /// The kind that the application number shows.
  var kind: RightKind?
  /// The kind that a publication number shows.
  var publicationKind: RightKind?
  /// Where in `publications` the document of the grant column stands.
  var grantIndex: Int?
  /// Why the row is refused; empty when it is not.
  var refusals: [Problem] = []
}

extension RowMapper {
  /// Reads all numbers of a row. An identifying cell that cannot be read refuses the row, but for the form of
  /// a foreign application beside a good publication; a row without any number is refused too.
  func readNumbers(_ row: borrowing RawRow, into draft: inout RightDraft) -> NumbersRead {
    var read = NumbersRead()
    let rowOffice = officeCode(row) ?? mapping.office
    var names: [RightNumber] = []
    var publicationOffice: String?
    for field in [MappingField.publicationNumber, .grantNumber] {
      guard let (bytes, index) = value(row, field) else { continue }
      switch PatentNumber.parse(utf8: bytes, as: .publication, office: rowOffice) {
      case .success(let parsed):
        // The sources write an application number (ZL…, 专利号) where only that is known; it names the right
        // too.
        publicationOffice = publicationOffice ?? parsed.number.office
        if parsed.number.scheme == .application {
          names.append(contentsOf: parsed.allNumbers)
          read.kind = read.kind ?? parsed.kind
          continue
        }
        let code = parsed.kindCode ?? (field == .publicationNumber ? kindCode(row) : nil)
        names.append(parsed.publicationName(kindCode: code))
        read.publicationKind = read.publicationKind ?? parsed.kind
        if field == .grantNumber { read.grantIndex = read.publications.count }
        read.publications.append(
          PublicationDraft(
            office: parsed.number.office, number: parsed.bareNumber,
            kindCode: code, day: nil))
      case .failure(let fault):
        refuse(fault, bytes, index, &read)
      }
    }
    var application: [RightNumber] = []
    if let (bytes, index) = value(row, .applicationNumber) {
      switch applicationNumber(bytes, office: rowOffice, publicationOffice: publicationOffice) {
      case .success(let parsed):
        if let publicationOffice, parsed.number.office != publicationOffice {
          warnings.append(
            Problem(
              .numberOfOtherOffice, at: place(index), value: String(decoding: bytes, as: UTF8.self),
              zh: "申请号属于 \(parsed.number.office)，公开号属于 \(publicationOffice)；申请号未采用",
              en:
                "The application is of \(parsed.number.office), the publication of \(publicationOffice); "
                + "the application number was left out",
              remedy: BilingualText(
                zh: "核对申请号；国际申请号不是国家阶段的申请号",
                en:
                  "Check it; an international application is not the application of its national phase"
              )))
        } else {
          application = parsed.allNumbers
          read.kind = parsed.kind ?? read.kind
        }
      case .failure(let fault):
        // Foreign applications come in forms that their offices do not use (JP1992000269883); the publication
        // names the right all the same. Of a Chinese number every digit can be checked, so it must be right.
        let isForeign = publicationOffice.map { $0 != "CN" } ?? false
        if isForeign, fault.isForm {
          if var problem = fault.problem(at: place(index), value: String(decoding: bytes, as: UTF8.self)) {
            problem.severity = .warning
            warnings.append(problem)
          }
        } else {
          refuse(fault, bytes, index, &read)
        }
      }
    }
    if let (bytes, _) = value(row, .registrationNumber) {
      let text = HalfWidth.folded(String(decoding: bytes, as: UTF8.self)).filter { $0 != " " }
      names.append(RightNumber(office: rowOffice ?? "CN", scheme: .registration, number: text))
    }
    if let (bytes, _) = value(row, .own) {
      names.append(RightNumber(office: "", scheme: .own, number: CellText.string(bytes)))
    }
    draft.numbers = application
    for name in names where !draft.numbers.contains(name) { draft.numbers.append(name) }
    draft.office =
      publicationOffice ?? application.first?.office ?? names.first { !$0.office.isEmpty }?.office
      ?? rowOffice
      ?? ""
    if draft.numbers.isEmpty, read.refusals.isEmpty {
      read.refusals.append(
        Problem(
          .noUsableNumber, at: Place(file: file, line: row.line), zh: "该行没有申请号、公开号或其他可用的号码",
          en: "The row has no application number, publication number or other number that could be used",
          remedy: BilingualText(zh: "补上号码后重新导入", en: "Add a number and import again")))
    }
    return read
  }

  /// Reads an application number. Under an international publication, `US2011/054157` is the international
  /// application filed in that country, though the cell leaves out `PCT`.
  private func applicationNumber(
    _ bytes: Bytes, office: String?, publicationOffice: String?
  ) -> Result<ParsedNumber, NumberFault> {
    let result = PatentNumber.parse(utf8: bytes, as: .application, office: publicationOffice ?? office)
    guard publicationOffice == "WO" else { return result }
    if case .success(let parsed) = result, parsed.number.office == "WO" { return result }
    let international = PatentNumber.parse(
      "PCT/" + String(decoding: bytes, as: UTF8.self), as: .application, office: "WO")
    if case .success = international { return international }
    return result
  }

  private func refuse(_ fault: NumberFault, _ bytes: Bytes, _ index: Int, _ read: inout NumbersRead) {
    let value = String(decoding: bytes, as: UTF8.self)
    if var problem = fault.problem(at: place(index), value: value) {
      problem.severity = .error
      read.refusals.append(problem)
    }
  }

  /// The office column's code in capitals, when it is a code of two letters.
  private func officeCode(_ row: borrowing RawRow) -> String? {
    guard let (bytes, _) = value(row, .office), bytes.count == 2,
      bytes.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) })
    else { return nil }
    return String(decoding: [bytes[0] & 0xDF, bytes[1] & 0xDF], as: UTF8.self)
  }

  private func kindCode(_ row: borrowing RawRow) -> String? {
    guard let (bytes, _) = value(row, .kindCode), bytes.count <= 3 else { return nil }
    return String(decoding: bytes, as: UTF8.self).uppercased()
  }

  /// Gives the publications their days. One document in both columns is one publication.
  func readPublications(_ row: borrowing RawRow, _ read: inout NumbersRead, into draft: inout RightDraft) {
    let published = day(row, .publicationDay)
    for index in read.publications.indices {
      read.publications[index].day = index == read.grantIndex ? draft.grantDay ?? published : published
    }
    if read.publications.count == 2, read.publications[0].number == read.publications[1].number,
      read.publications[0].kindCode == read.publications[1].kindCode
    {
      read.publications.removeFirst()
      read.grantIndex = 0
    }
    draft.publications = read.publications
  }

  /// Priority numbers without spaces, sorted; a day behind a number (older Lens exports) is a priority day.
  func readPriorities(_ row: borrowing RawRow, into draft: inout RightDraft) {
    var numbers: [String] = []
    var earliest: CalendarDay?
    for column in fieldLists(.priorities) {
      guard let cell = value(row, column.index) else { continue }
      CellText.forEachPart(cell, separators: column.separators) { part in
        var words: [String] = []
        CellText.forEachPart(part, separators: [[0x20]]) { words.append(String(decoding: $0, as: UTF8.self)) }
        // The day stands behind the number (US 201314042670 A 20130930) or before it (1998.12.18 US
        // 60/112,717).
        if words.count > 2, let last = words.last, let day = RowMapper.compactDay(last) {
          words.removeLast()
          earliest = min(earliest ?? day, day)
        } else if words.count > 1, let first = words.first, let day = RowMapper.compactDay(first) {
          words.removeFirst()
          earliest = min(earliest ?? day, day)
        }
        // The kind letter behind the number (A, P, U, W) is no part of it.
        if words.count > 1, let kind = words.last, kind.utf8.count == 1 { words.removeLast() }
        let text = RowMapper.normalPriority(words.joined().uppercased())
        if !text.isEmpty, !numbers.contains(text) { numbers.append(text) }
      }
    }
    draft.priorities = numbers.sorted()
    if draft.priorityDay == nil { draft.priorityDay = earliest }
  }

  /// A priority number in the normal form of application numbers, so that it meets the first filing itself; one
  /// of a form that is not known stays as it is.
  static func normalPriority(_ text: String) -> String {
    guard case .success(let parsed) = PatentNumber.parse(text, as: .application, office: nil),
      parsed.number.scheme == .application
    else { return text }
    return parsed.number.office + parsed.number.number
  }

  /// A day written `YYYYMMDD` or `YYYY-MM-DD` or `YYYY.MM.DD`, with a plausible year.
  static func compactDay(_ text: String) -> CalendarDay? {
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }
    let marks = text.utf8.count - digits.count
    guard digits.count == 8, marks == 0 || marks == 2 else { return nil }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let year = number(0..<4)
    guard (1850...2100).contains(year) else { return nil }
    return CalendarDay(year: year, month: number(4..<6), day: number(6..<8))
  }
}

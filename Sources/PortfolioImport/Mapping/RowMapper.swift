import PortfolioCore

/// Maps the rows of one file to drafts. Everything that can be decided once (columns, separators, date
/// orders, vocabularies) is decided before the first row.
final class RowMapper {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  let file: String
  let layout: ColumnLayout
  let mapping: MappingModel
  let mappingID: String
  let kinds: KindVocabulary
  let statusWords: StatusWordsModel?
  /// The date parser of each column that holds days.
  private let parsers: [DateParser?]
  private let missing: [[UInt8]]
  private let unknownDays: [CalendarDay]
  private let columns: [[Int]]
  private let lists: [[ColumnLayout.ListColumn]]
  /// Meanings of status words met so far.
  var statusMeanings: [String: StatusWordsModel.Meaning] = [:]
  /// Meanings of words for kinds of documents met so far.
  private var kindMeanings: [String: KindVocabulary.Meaning?] = [:]
  /// The warnings of the row being read.
  var warnings: [Problem] = []
  private var line = 0

  init(
    file: String, layout: ColumnLayout, mapping: MappingModel, mappingID: String, kinds: KindVocabulary,
    statusWords: StatusWordsModel?, orders: [ColumnDateOrder], latestYear: Int
  ) {
    self.file = file
    self.layout = layout
    self.mapping = mapping
    self.mappingID = mappingID
    self.kinds = kinds
    self.statusWords = statusWords
    var parsers: [DateParser?] = Array(repeating: nil, count: layout.headers.count)
    for order in orders {
      parsers[order.index] = DateParser(order: order.order, latestYear: latestYear, epoch: mapping.dayCount)
    }
    self.parsers = parsers
    missing = mapping.missing.map { Array($0.utf8) }
    unknownDays = mapping.unknownDays
    columns = MappingField.allCases.map { layout.columns($0) }
    lists = MappingField.allCases.map { layout.listColumns($0) }
  }

  /// The draft of a row, or why there is none.
  func map(_ row: borrowing RawRow) -> ImportItem {
    warnings.removeAll(keepingCapacity: true)
    line = row.line
    var draft = RightDraft(line: row.line, sourceText: row.sourceText, office: "")
    var read = readNumbers(row, into: &draft)
    guard read.refusals.isEmpty else {
      return .refused(line: row.line, sourceText: draft.sourceText, problems: read.refusals)
    }
    draft.title = string(row, .title)
    draft.translatedTitle = string(row, .translatedTitle)
    draft.filingDay = day(row, .filingDay)
    draft.priorityDay = day(row, .priorityDay)
    draft.grantDay = day(row, .grantDay)
    draft.expiryDay = day(row, .expiryDay)
    draft.endDay = day(row, .endDay)
    draft.observedOn = day(row, .observedOn) ?? mapping.observedOn
    draft.unit = string(row, .unit)
    draft.businessLine = string(row, .businessLine)
    readPublications(row, &read, into: &draft)
    readPriorities(row, into: &draft)
    readParties(row, into: &draft)
    readClasses(row, into: &draft)
    readFamily(row, into: &draft)
    readCounts(row, into: &draft)
    readStatus(row, into: &draft)
    readEvents(row, into: &draft)
    readKindAndStage(row, read, into: &draft)
    readOrigin(row, into: &draft)
    datePublishedValues(&draft)
    return .right(draft, warnings: warnings)
  }

  // MARK: Cells

  func place(_ index: Int) -> Place { Place(file: file, line: line, column: layout.name(index)) }

  func fieldColumns(_ field: MappingField) -> [Int] { columns[field.position] }

  func fieldLists(_ field: MappingField) -> [ColumnLayout.ListColumn] { lists[field.position] }

  /// The trimmed bytes of a cell; nil when they say that there is no value.
  func value(_ row: borrowing RawRow, _ index: Int) -> Bytes? {
    let bytes = CellText.trimmed(row.utf8(index))
    guard let first = bytes.first else { return nil }
    if bytes.count <= 21, RowMapper.mayStartMissingWord(first), MissingWord.isMissing(bytes) { return nil }
    if !missing.isEmpty, CellText.isAny(bytes, of: missing) { return nil }
    return bytes
  }

  /// Whether one of the words of ``MissingWord`` may begin with the byte; most cells are settled by it.
  static func mayStartMissingWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x23, 0x2D, 0x2F, 0x5F, 0x4E, 0x6E, 0x55, 0x75, 0x80...: return true
    default: return false
    }
  }

  /// The first value among the columns of a field.
  func value(_ row: borrowing RawRow, _ field: MappingField) -> (bytes: Bytes, index: Int)? {
    for index in columns[field.position] {
      if let bytes = value(row, index) { return (bytes, index) }
    }
    return nil
  }

  /// The text of a field.
  func string(_ row: borrowing RawRow, _ field: MappingField) -> String? {
    value(row, field).map { CellText.string($0.bytes) }
  }

  /// The day of a field.
  func day(_ row: borrowing RawRow, _ field: MappingField) -> CalendarDay? {
    for index in columns[field.position] {
      if let day = day(row, index) { return day }
    }
    return nil
  }

  /// The day in a column; a cell that is no day gives a warning.
  func day(_ row: borrowing RawRow, _ index: Int) -> CalendarDay? {
    guard let bytes = value(row, index), let parser = parsers[index] else { return nil }
    let reading = parser.parse(utf8: bytes)
    switch reading {
    case .day(let day): return unknownDays.contains(day) ? nil : day
    case .missing(nil): return nil
    case .missing, .fault:
      if var problem = reading.problem(at: place(index), value: String(decoding: bytes, as: UTF8.self)) {
        problem.severity = min(problem.severity, .warning)
        warnings.append(problem)
      }
      return nil
    }
  }

  /// The whole number of a field; a cell that is none gives a warning.
  func count(_ row: borrowing RawRow, _ field: MappingField) -> Int? {
    guard let (bytes, index) = value(row, field) else { return nil }
    if let count = CellText.count(bytes) { return count }
    warnings.append(
      Problem(
        .unreadableCell, at: place(index), value: String(decoding: bytes, as: UTF8.self),
        zh: "应为非负整数，该值未采用", en: "A whole number, not negative, is expected; the value was left out",
        remedy: BilingualText(zh: "在源表中更正后重新导入", en: "Correct it in the source and import again")))
    return nil
  }

  /// What a word for a kind of document says, and whether the vocabulary has it.
  func kindMeaning(_ bytes: Bytes) -> KindVocabulary.Meaning? {
    let word = String(decoding: bytes, as: UTF8.self)
    if let known = kindMeanings[word] { return known }
    let meaning = kinds.meaning(word: word)
    kindMeanings[word] = .some(meaning)
    return meaning
  }

  // MARK: Counts, events, kind

  private func readCounts(_ row: borrowing RawRow, into draft: inout RightDraft) {
    draft.observation.forwardCitations = count(row, .forwardCitations)
    draft.observation.selfForwardCitations = count(row, .selfForwardCitations)
    draft.observation.backwardCitations = count(row, .backwardCitations)
    draft.observation.nonPatentCitations = count(row, .nonPatentCitations)
    draft.observation.claims = count(row, .claims)
    draft.observation.independentClaims = count(row, .independentClaims)
    if let size = count(row, .familySize), size > 0 { draft.observation.familySize = size }
  }

  private func readEvents(_ row: borrowing RawRow, into draft: inout RightDraft) {
    guard !layout.events.isEmpty else { return }
    var latest: (day: CalendarDay, event: MappingModel.Event)?
    for column in layout.events {
      guard let day = day(row, column.index) else { continue }
      draft.events.append(
        EventDraft(day: day, code: column.event.code, text: layout.name(column.index)))
      if column.event.grants, draft.grantDay == nil { draft.grantDay = day }
      if column.event.status != nil, day >= latest?.day ?? day { latest = (day, column.event) }
    }
    guard let latest else { return }
    if draft.observation.status == nil, draft.observation.statusText == nil {
      draft.observation.status = latest.event.status
    }
    if latest.event.ends, draft.endDay == nil { draft.endDay = latest.day }
  }

  /// Kind and stage, from the strongest witness to the weakest: the number, the word, the kind code. One sign
  /// of a grant makes the right granted.
  private func readKindAndStage(_ row: borrowing RawRow, _ read: NumbersRead, into draft: inout RightDraft) {
    var word: KindVocabulary.Meaning?
    for field in [MappingField.kind, .documentType] {
      guard let (bytes, index) = value(row, field) else { continue }
      if let meaning = kindMeaning(bytes) {
        word = KindVocabulary.Meaning(
          stage: word?.stage ?? meaning.stage, right: word?.right ?? meaning.right)
      } else if field == .kind {
        warnings.append(
          Problem(
            .unreadableCell, at: place(index), value: String(decoding: bytes, as: UTF8.self),
            zh: "未知的专利类型，该值未采用", en: "Unknown kind of right; the value was left out",
            remedy: BilingualText(
              zh: "可在 kind-codes 模型的 words 中补充", en: "It can be added to 'words' of the kind-codes model")))
      }
    }
    let codes = read.publications.map { publication -> KindVocabulary.Meaning in
      guard let code = publication.kindCode else { return RowMapper.shownByNumber(publication) }
      return kinds.meaning(office: publication.office, code: code, published: publication.day)
    }
    draft.kind =
      read.kind ?? word?.right ?? codes.lazy.compactMap(\.right).first ?? read.publicationKind
    let isGrantPublication = codes.contains { $0.stage == .granted && !$0.isAfterGrant }
    if draft.grantDay == nil, kinds.publicationIsGrant(office: draft.office) {
      if let index = codes.firstIndex(where: { $0.stage == .granted && !$0.isAfterGrant }) {
        draft.grantDay = read.publications[index].day
      } else if !isGrantPublication, word?.stage == .granted, read.publications.count == 1,
        read.publications[0].kindCode == nil
      {
        draft.grantDay = read.publications[0].day
      }
    }
    let stages = codes.map(\.stage) + [word?.stage, draft.observation.status?.stage]
    if draft.grantDay != nil || read.grantIndex != nil || stages.contains(.granted) {
      draft.stage = .granted
    } else if stages.contains(.application) {
      draft.stage = .application
    }
  }

  /// What a number without kind code shows by itself: a US patent is counted in seven or eight digits, a US
  /// publication carries its year.
  private static func shownByNumber(_ publication: PublicationDraft) -> KindVocabulary.Meaning {
    guard publication.office == "US", publication.number.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return .nothing
    }
    switch publication.number.utf8.count {
    case ...8: return KindVocabulary.Meaning(stage: .granted, right: .invention)
    case 11: return KindVocabulary.Meaning(stage: .application, right: nil)
    default: return .nothing
    }
  }
}

internal import PortfolioCore

/// A row of `ip_right`: the values that describe a right for good.
struct StoredRight: Equatable {
  var office: String
  var kind: String?
  var ownNumber: String?
  var applicationNumber: String?
  var publicationNumber: String?
  var title: String
  var translatedTitle: String?
  var filingDay: CalendarDay?
  var priorityDay: CalendarDay?
  var publicationDay: CalendarDay?
  var grantDay: CalendarDay?
  var granted: Bool
  var expiryDay: CalendarDay?
  var endDay: CalendarDay?
  var familyID: Int64?
  var unitID: Int64?
  var businessLine: String?
  var ipc: String?
  var cpc: String?
  var otherClasses: String?
  /// Whether the row describes the document of an application; not stored.
  var describesApplication = false

  init(_ draft: RightDraft, familyID: Int64?, unitID: Int64?) {
    office = draft.office
    kind = draft.kind?.rawValue
    ownNumber = draft.numbers.first { $0.scheme == .own }?.number
    applicationNumber = draft.numbers.first { $0.scheme == .application }?.number
    let granted =
      draft.publications.last { $0.day != nil && $0.day == draft.grantDay } ?? draft.publications.last
    publicationNumber =
      granted.map { $0.office + $0.number + ($0.kindCode ?? "") }
      ?? draft.numbers.first { $0.scheme == .registration }?.number
    title = draft.title ?? ""
    translatedTitle = draft.translatedTitle
    filingDay = draft.filingDay
    priorityDay = draft.priorityDay
    publicationDay = draft.publications.compactMap(\.day).min()
    grantDay = draft.grantDay
    self.granted = draft.stage == .granted || draft.grantDay != nil
    expiryDay = draft.expiryDay
    endDay = draft.endDay
    self.familyID = familyID
    self.unitID = unitID
    businessLine = draft.businessLine
    ipc = StoredRight.joined(draft.ipc)
    cpc = StoredRight.joined(draft.cpc)
    otherClasses = StoredRight.joined(draft.otherClasses)
    describesApplication = draft.stage == .application
  }

  private static func joined(_ list: [String]) -> String? { list.isEmpty ? nil : list.joined(separator: ";") }

  init(_ row: PreparedStatement) {
    office = row.text(0) ?? ""
    kind = row.text(1)
    ownNumber = row.text(2)
    applicationNumber = row.text(3)
    publicationNumber = row.text(4)
    title = row.text(5) ?? ""
    translatedTitle = row.text(6)
    filingDay = row.day(7)
    priorityDay = row.day(8)
    publicationDay = row.day(9)
    grantDay = row.day(10)
    granted = row.integer(11) != 0
    expiryDay = row.day(12)
    endDay = row.day(13)
    familyID = row.optionalInteger(14)
    unitID = row.optionalInteger(15)
    businessLine = row.text(16)
    ipc = row.text(17)
    cpc = row.text(18)
    otherClasses = row.text(19)
  }

  func bind(to statement: PreparedStatement) {
    statement.bind(1, office)
    statement.bind(2, kind)
    statement.bind(3, ownNumber)
    statement.bind(4, applicationNumber)
    statement.bind(5, publicationNumber)
    statement.bind(6, title)
    statement.bind(7, translatedTitle)
    statement.bind(8, filingDay)
    statement.bind(9, priorityDay)
    statement.bind(10, publicationDay)
    statement.bind(11, grantDay)
    statement.bind(12, granted ? 1 : 0)
    statement.bind(13, expiryDay)
    statement.bind(14, endDay)
    statement.bind(15, familyID)
    statement.bind(16, unitID)
    statement.bind(17, businessLine)
    statement.bind(18, ipc)
    statement.bind(19, cpc)
    statement.bind(20, otherClasses)
  }

  /// The right after a row of the same import: gaps are filled, the earliest publication counts, and the
  /// granted document's title and number replace the application's.
  func joined(with other: StoredRight) -> StoredRight {
    var result = self
    result.fillGaps(from: other)
    if let day = other.publicationDay { result.publicationDay = min(result.publicationDay ?? day, day) }
    if let day = other.priorityDay { result.priorityDay = min(result.priorityDay ?? day, day) }
    if other.granted && !granted {
      result.granted = true
      if !other.title.isEmpty { result.title = other.title }
      if other.publicationNumber != nil { result.publicationNumber = other.publicationNumber }
    }
    return result
  }

  /// The right after a later import: what that says replaces what was stored.
  func updated(by other: StoredRight) -> StoredRight {
    var result = other
    result.fillGaps(from: self)
    result.granted = granted || other.granted
    // News of the application document do not undo what the granted one says.
    if result.title.isEmpty || granted && other.describesApplication && !title.isEmpty {
      result.title = title
    }
    if let day = publicationDay { result.publicationDay = min(result.publicationDay ?? day, day) }
    if granted && !other.granted && publicationNumber != nil { result.publicationNumber = publicationNumber }
    return result
  }

  mutating func fillGaps(from other: StoredRight) {
    if office.isEmpty { office = other.office }
    kind = kind ?? other.kind
    ownNumber = ownNumber ?? other.ownNumber
    applicationNumber = applicationNumber ?? other.applicationNumber
    publicationNumber = publicationNumber ?? other.publicationNumber
    if title.isEmpty { title = other.title }
    translatedTitle = translatedTitle ?? other.translatedTitle
    filingDay = filingDay ?? other.filingDay
    priorityDay = priorityDay ?? other.priorityDay
    publicationDay = publicationDay ?? other.publicationDay
    grantDay = grantDay ?? other.grantDay
    expiryDay = expiryDay ?? other.expiryDay
    endDay = endDay ?? other.endDay
    familyID = familyID ?? other.familyID
    unitID = unitID ?? other.unitID
    businessLine = businessLine ?? other.businessLine
    ipc = ipc ?? other.ipc
    cpc = cpc ?? other.cpc
    otherClasses = otherClasses ?? other.otherClasses
  }

  /// The fields that differ, with their values before and after.
  func changes(to other: StoredRight) -> [(field: String, before: String?, after: String?)] {
    var list: [(String, String?, String?)] = []
    func compare(_ field: String, _ before: String?, _ after: String?) {
      if before != after { list.append((field, before, after)) }
    }
    compare("office", office, other.office)
    compare("kind", kind, other.kind)
    compare("own_number", ownNumber, other.ownNumber)
    compare("application_number", applicationNumber, other.applicationNumber)
    compare("publication_number", publicationNumber, other.publicationNumber)
    compare("title", title, other.title)
    compare("translated_title", translatedTitle, other.translatedTitle)
    compare("filing_day", filingDay?.iso, other.filingDay?.iso)
    compare("priority_day", priorityDay?.iso, other.priorityDay?.iso)
    compare("publication_day", publicationDay?.iso, other.publicationDay?.iso)
    compare("grant_day", grantDay?.iso, other.grantDay?.iso)
    compare("granted", granted ? "1" : "0", other.granted ? "1" : "0")
    compare("expiry_day", expiryDay?.iso, other.expiryDay?.iso)
    compare("end_day", endDay?.iso, other.endDay?.iso)
    compare("family_id", familyID.map { "\($0)" }, other.familyID.map { "\($0)" })
    compare("unit_id", unitID.map { "\($0)" }, other.unitID.map { "\($0)" })
    compare("business_line", businessLine, other.businessLine)
    compare("ipc", ipc, other.ipc)
    compare("cpc", cpc, other.cpc)
    compare("other_classes", otherClasses, other.otherClasses)
    return list
  }
}

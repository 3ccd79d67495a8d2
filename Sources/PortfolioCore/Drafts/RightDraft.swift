/// A number that names a right or one of its publications, in normal form.
///
/// `office` + `scheme` + `number` are unique over the whole store: two rows with a number in common are rows
/// of one right.
public struct RightNumber: Hashable, Sendable {
  /// What the number numbers.
  public enum Scheme: String, Sendable, CaseIterable {
    /// The application (申请号).
    case application
    /// A publication or grant document, with its kind code where known (公开（公告）号).
    case publication
    /// A registration (trademark, software copyright).
    case registration
    /// The owner's own name for the right.
    case own
  }

  /// The office's two-letter code (WIPO ST.3); empty for ``Scheme/own``.
  public var office: String
  /// What it numbers.
  public var scheme: Scheme
  /// The number in normal form: for a Chinese application `2020101234562` (no point), for a US application
  /// `201715458258`, for a publication `9833479B2`.
  public var number: String

  /// A number of an office.
  public init(office: String, scheme: Scheme, number: String) {
    self.office = office
    self.scheme = scheme
    self.number = number
  }
}

/// A document in which an office published a right.
public struct PublicationDraft: Hashable, Sendable {
  /// The office's code.
  public var office: String
  /// The number without kind code, in normal form.
  public var number: String
  /// The kind code, such as `A`, `B2`, `U`.
  public var kindCode: String?
  /// The day of publication.
  public var day: CalendarDay?

  /// A publication.
  public init(office: String, number: String, kindCode: String?, day: CalendarDay?) {
    self.office = office
    self.number = number
    self.kindCode = kindCode
    self.day = day
  }
}

/// Somebody who has a part in a right.
public struct PartyDraft: Hashable, Sendable {
  /// What part.
  public enum Role: String, Sendable, CaseIterable {
    /// Applied for it.
    case applicant
    /// Owns it.
    case owner
  }

  /// The name as written in the source, trimmed.
  public var name: String
  /// The part.
  public var role: Role
  /// From when, where the source says.
  public var from: CalendarDay?
  /// The share in hundredths of a percent (10,000 is the whole right), where the source says.
  public var shareBasisPoints: Int?

  /// A party.
  public init(name: String, role: Role, from: CalendarDay? = nil, shareBasisPoints: Int? = nil) {
    self.name = name
    self.role = role
    self.from = from
    self.shareBasisPoints = shareBasisPoints
  }
}

/// A legal event.
public struct EventDraft: Hashable, Sendable {
  /// The day it took effect or was published.
  public var day: CalendarDay
  /// The code: an INPADOC code where the source has one, else one of the native format's words.
  public var code: String
  /// The source's text.
  public var text: String?

  /// An event.
  public init(day: CalendarDay, code: String, text: String? = nil) {
    self.day = day
    self.code = code
    self.text = text
  }
}

/// What was seen of a right on a day: values that change with time.
public struct ObservationDraft: Hashable, Sendable {
  /// The state in the common vocabulary.
  public var status: LegalStatus?
  /// The source's own word for it.
  public var statusText: String?
  /// Patents that cite the right.
  public var forwardCitations: Int?
  /// Of these, patents of the same owner.
  public var selfForwardCitations: Int?
  /// Patents cited by the right.
  public var backwardCitations: Int?
  /// Other literature cited by the right.
  public var nonPatentCitations: Int?
  /// Members of the simple family, the right included.
  public var familySize: Int?
  /// Claims.
  public var claims: Int?
  /// Independent claims.
  public var independentClaims: Int?
  /// Offices in which the simple family has members, as codes joined by spaces, sorted.
  public var familyOffices: String?

  /// An observation of nothing.
  public init() {}

  /// True when nothing was seen.
  public var isEmpty: Bool { self == ObservationDraft() }
}

/// One row of an export, read: everything it says about one right.
public struct RightDraft: Sendable {
  /// Where the row stands: the line for CSV, the row for spreadsheets, from 1.
  public var line: Int
  /// The source row as text (CSV cells of the row), kept in the store.
  public var sourceText: String
  /// The numbers that name the right, the most telling first (application before publication). Never empty.
  public var numbers: [RightNumber] = []
  /// The office that granted it or examines it; for secrets the empty text.
  public var office: String
  /// The kind, where the source or the number says.
  public var kind: RightKind?
  /// Application or granted, where the row shows it (kind code, grant day, number).
  public var stage: RightStage?
  /// The title, in the source's first language.
  public var title: String?
  /// The title in the other language.
  public var translatedTitle: String?
  /// Day of filing (of the international filing for national phases).
  public var filingDay: CalendarDay?
  /// Earliest priority day.
  public var priorityDay: CalendarDay?
  /// Day of grant or registration.
  public var grantDay: CalendarDay?
  /// The last day of the term, where the source names it.
  public var expiryDay: CalendarDay?
  /// The day the right ended, where the source names it.
  public var endDay: CalendarDay?
  /// Publications.
  public var publications: [PublicationDraft] = []
  /// Priority numbers as normal text, sorted.
  public var priorities: [String] = []
  /// The source's own name of the simple family (members' ids joined, or a family number).
  public var familyKey: String?
  /// Applicants and owners.
  public var parties: [PartyDraft] = []
  /// Inventors' names.
  public var inventors: [String] = []
  /// IPC symbols in normal form (`A61K35/28`).
  public var ipc: [String] = []
  /// CPC symbols in normal form.
  public var cpc: [String] = []
  /// Nice classes of a trademark, or Locarno classes of a design, as written.
  public var otherClasses: [String] = []
  /// The unit of the group that looks after it (a code of the native format).
  public var unit: String?
  /// The business line.
  public var businessLine: String?
  /// Values that change with time.
  public var observation = ObservationDraft()
  /// The day on which the observation was made, where the row says; else the import's day.
  public var observedOn: CalendarDay?
  /// Values that were fixed, and so could be seen, on an earlier day: the claims of the published document.
  public var earlierObservation: DatedObservation?
  /// What the source states of owners, inventors and priorities without naming them.
  public var origin = RightOrigin()
  /// Legal events.
  public var events: [EventDraft] = []

  /// A draft of a row.
  public init(line: Int, sourceText: String, office: String) {
    self.line = line
    self.sourceText = sourceText
    self.office = office
  }
}

/// What a column of an export can be read as: the keys below `columns:` of a mapping.
public enum MappingField: String, CaseIterable, Sendable {
  /// The owner's own name of the right.
  case own
  /// The office's two-letter code.
  case office
  /// The kind of right in words (发明专利, utility model); see the words of the `kind-codes` vocabulary.
  case kind
  /// The kind code of the document (`A1`, `B2`, `U`).
  case kindCode
  /// The type of document in words (`Granted Patent`); see the words of the `kind-codes` vocabulary.
  case documentType
  /// The application number.
  case applicationNumber
  /// The number of a publication, of an application or of a grant.
  case publicationNumber
  /// The number of the grant document, where the layout has it beside the publication number.
  case grantNumber
  /// A registration number.
  case registrationNumber
  /// The title.
  case title
  /// The title in the other language.
  case translatedTitle
  /// The day of filing.
  case filingDay
  /// The earliest priority day.
  case priorityDay
  /// The day of the publication in `publicationNumber`.
  case publicationDay
  /// The day of grant or registration.
  case grantDay
  /// The last day of the term.
  case expiryDay
  /// The day on which the right ended.
  case endDay
  /// Priority numbers, perhaps with their days.
  case priorities
  /// Applicants.
  case applicants
  /// Present owners.
  case owners
  /// Inventors.
  case inventors
  /// IPC symbols; all columns named are read.
  case ipc
  /// CPC symbols; all columns named are read.
  case cpc
  /// Nice or Locarno classes.
  case otherClasses
  /// The members of the simple family.
  case familyMembers
  /// The source's number of the simple family.
  case familyNumber
  /// The number of members of the simple family.
  case familySize
  /// The offices of the simple family.
  case familyOffices
  /// The legal status in the source's words. Of several columns the first with a known word counts.
  case status
  /// A second status that must not contradict the first (PatSeer's Dead/Alive).
  case statusCheck
  /// Patents citing it.
  case forwardCitations
  /// Of these, by the same owner.
  case selfForwardCitations
  /// Patents it cites.
  case backwardCitations
  /// Other literature it cites.
  case nonPatentCitations
  /// The number of claims.
  case claims
  /// The number of independent claims.
  case independentClaims
  /// The code of the unit that looks after it.
  case unit
  /// The business line.
  case businessLine
  /// The day on which the row's changing values were seen.
  case observedOn
  /// The country of the first owner: a two-letter code; digits stand for a province of the mapping's office.
  case ownerCountry
  /// The number of inventors, where the layout names none.
  case inventorCount
  /// Whether a priority of another office is claimed: 1 or 0, yes or no.
  case foreignPriority

  /// Whether the column names the right: a row whose cell cannot be read is refused.
  public var isIdentifying: Bool {
    switch self {
    case .own, .applicationNumber, .publicationNumber, .grantNumber, .registrationNumber: return true
    default: return false
    }
  }

  /// Whether the column holds a day.
  public var isDay: Bool {
    switch self {
    case .filingDay, .priorityDay, .publicationDay, .grantDay, .expiryDay, .endDay, .observedOn: return true
    default: return false
    }
  }
}

extension MappingField {
  /// The position among ``allCases``, for arrays by field. Written out because it is asked for each cell, and
  /// a look-up by hash costs as much as reading the cell.
  var position: Int {
    switch self {
    case .own: return 0
    case .office: return 1
    case .kind: return 2
    case .kindCode: return 3
    case .documentType: return 4
    case .applicationNumber: return 5
    case .publicationNumber: return 6
    case .grantNumber: return 7
    case .registrationNumber: return 8
    case .title: return 9
    case .translatedTitle: return 10
    case .filingDay: return 11
    case .priorityDay: return 12
    case .publicationDay: return 13
    case .grantDay: return 14
    case .expiryDay: return 15
    case .endDay: return 16
    case .priorities: return 17
    case .applicants: return 18
    case .owners: return 19
    case .inventors: return 20
    case .ipc: return 21
    case .cpc: return 22
    case .otherClasses: return 23
    case .familyMembers: return 24
    case .familyNumber: return 25
    case .familySize: return 26
    case .familyOffices: return 27
    case .status: return 28
    case .statusCheck: return 29
    case .forwardCitations: return 30
    case .selfForwardCitations: return 31
    case .backwardCitations: return 32
    case .nonPatentCitations: return 33
    case .claims: return 34
    case .independentClaims: return 35
    case .unit: return 36
    case .businessLine: return 37
    case .observedOn: return 38
    case .ownerCountry: return 39
    case .inventorCount: return 40
    case .foreignPriority: return 41
    }
  }
}

public import PortfolioCore

/// What the store knew of every right on a day: columns, one row a right, ordered by the rights' ids.
///
/// Missing numbers and days are ``none``; missing words are -1 in the codes.
public struct PortfolioSnapshot: Sendable {
  /// Stands for a missing number or day.
  public static let none = Int32.min

  /// A column of words.
  public struct Words: Sendable {
    /// An index into ``names`` a row; -1 when missing.
    public internal(set) var codes: [Int32] = []
    /// The words, in the order of their first row.
    public internal(set) var names: [String] = []
    private var numbers: [String: Int32] = [:]

    mutating func append(_ word: String?) {
      guard let word else {
        codes.append(-1)
        return
      }
      codes.append(number(of: word))
    }

    mutating func number(of word: String) -> Int32 {
      if let number = numbers[word] { return number }
      let number = Int32(names.count)
      numbers[word] = number
      names.append(word)
      return number
    }

    /// The word of a row, or nil.
    public subscript(row: Int) -> String? { codes[row] >= 0 ? names[Int(codes[row])] : nil }
  }

  /// Kinds of values that observations hold.
  public struct ObservedValues: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt16
    /// A set from its bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// A status.
    public static let status = ObservedValues(rawValue: 1)
    /// Forward citations.
    public static let forwardCitations = ObservedValues(rawValue: 2)
    /// Forward citations by the same owner.
    public static let selfCitations = ObservedValues(rawValue: 4)
    /// Patents cited.
    public static let backwardCitations = ObservedValues(rawValue: 8)
    /// Other literature cited.
    public static let nonPatentCitations = ObservedValues(rawValue: 16)
    /// The size of the simple family.
    public static let familySize = ObservedValues(rawValue: 32)
    /// Claims.
    public static let claims = ObservedValues(rawValue: 64)
    /// Independent claims.
    public static let independentClaims = ObservedValues(rawValue: 128)
    /// The offices of the simple family.
    public static let familyOffices = ObservedValues(rawValue: 256)
  }

  /// The day.
  public let asOf: CalendarDay
  /// Stored ids.
  public internal(set) var ids: [Int64] = []
  /// Office codes; the empty word for secrets.
  public internal(set) var office = Words()
  /// Kinds of right.
  public internal(set) var kind = Words()
  /// 1 when granted by the day, as far as the data show.
  public internal(set) var granted: [Int32] = []
  /// Days of filing.
  public internal(set) var filingDay: [Int32] = []
  /// Earliest priority days.
  public internal(set) var priorityDay: [Int32] = []
  /// Days of first publication, when by the as-of day.
  public internal(set) var publicationDay: [Int32] = []
  /// Days of grant, when by the as-of day.
  public internal(set) var grantDay: [Int32] = []
  /// Ends of term as the source names them.
  public internal(set) var expiryDay: [Int32] = []
  /// Days on which rights ended, when by the as-of day.
  public internal(set) var endDay: [Int32] = []
  /// Family ids; 0 when a right has none.
  public internal(set) var familyID: [Int64] = []
  /// Names of the units.
  public internal(set) var unit = Words()
  /// Business lines.
  public internal(set) var businessLine = Words()
  /// IPC symbols, joined by semicolons.
  public internal(set) var ipc = TextColumn()
  /// CPC symbols, joined by semicolons.
  public internal(set) var cpc = TextColumn()
  /// Nice or Locarno classes, joined by semicolons.
  public internal(set) var otherClasses = TextColumn()
  /// The number shown for a right: the owner's own, else of the application (China) or the best document.
  public internal(set) var number = TextColumn()
  /// Application numbers.
  public internal(set) var applicationNumber = TextColumn()
  /// Numbers of the best documents.
  public internal(set) var publicationNumber = TextColumn()
  /// Titles.
  public internal(set) var title = TextColumn()
  /// Titles in the other language.
  public internal(set) var translatedTitle = TextColumn()
  /// Owners on the day (applicants where no owner is known), joined by `; `.
  public internal(set) var owner = TextColumn()
  /// How many owners on the day; 0 when none is known.
  public internal(set) var ownerCount: [Int32] = []
  /// How many inventors; 0 when none is known.
  public internal(set) var inventorCount: [Int32] = []

  /// The kind of the owners on the day: a word of ``PartyKind``, or `joint` where they are of several.
  public internal(set) var ownerKind = Words()
  /// The country of the first owner whose country is known.
  public internal(set) var ownerCountry = Words()
  /// How many inventors a source states without naming them.
  public internal(set) var statedInventors: [Int32] = []
  /// 1 where a priority of another office is claimed, 0 where it is known that there is none.
  public internal(set) var foreignPriority: [Int32] = []

  /// Awards, pledges, disputes, texts, and the figures that units state.
  public internal(set) var recognitions = RecognitionColumns()
  /// The status last observed by the day.
  public internal(set) var status = Words()
  /// The source's word for it.
  public internal(set) var statusText = Words()
  /// When the status was observed.
  public internal(set) var statusDay: [Int32] = []
  /// Forward citations last observed by the day.
  public internal(set) var forwardCitations: [Int32] = []
  /// When they were counted.
  public internal(set) var citationDay: [Int32] = []
  /// Of these, by the same owner.
  public internal(set) var selfCitations: [Int32] = []
  /// Patents cited.
  public internal(set) var backwardCitations: [Int32] = []
  /// Other literature cited.
  public internal(set) var nonPatentCitations: [Int32] = []
  /// Members of the simple family, as the source counts them.
  public internal(set) var familySize: [Int32] = []
  /// Claims.
  public internal(set) var claims: [Int32] = []
  /// Independent claims.
  public internal(set) var independentClaims: [Int32] = []
  /// Offices of the simple family, as the source lists them: codes joined by spaces.
  public internal(set) var familyOffices = Words()
  /// Which values were observed after the day: they are there but may not be used.
  public internal(set) var observedLater: [ObservedValues] = []

  /// Legal events by the day: rows, days and codes, ordered by row and day.
  public internal(set) var eventRows: [Int32] = []
  /// The days of the events.
  public internal(set) var eventDays: [Int32] = []
  /// The codes of the events.
  public internal(set) var eventCodes = Words()

  /// The strongest link to a product on the day: core, supporting, defensive.
  public internal(set) var productRole = Words()
  /// Licences out that run on the day.
  public internal(set) var licencesOut: [Int32] = []
  /// 1 where a pledge stands on the day.
  public internal(set) var pledged: [Int32] = []
  /// 1 where a dispute or preservation order stands on the day.
  public internal(set) var inDispute: [Int32] = []
  /// What decides fees beside days, by row; rights for which nothing is recorded have no entry.
  public internal(set) var feeParticulars: [Int: FeeParticulars] = [:]
  /// Which kinds of business data the store held by the day: `product_link`, `licence`, `pledge`, `dispute`.
  /// Where a kind was not kept, nothing can be said of a right.
  public internal(set) var keptTables: Set<String> = []
  /// The greatest day on which an observation after the as-of day was made, if any.
  public internal(set) var latestObservationAfter: CalendarDay?
  /// The rights left out because they did not exist on the day.
  public internal(set) var notYetExisting = 0

  /// What rights do in the business and what binds them, beyond the columns above.
  public internal(set) var business = BusinessSnapshot()
  /// What somebody found out and wrote down.
  public internal(set) var findings = FindingsSnapshot()
  /// What restricts the disposal of rights.
  public internal(set) var restrictions = RestrictionSnapshot()

  init(asOf: CalendarDay) { self.asOf = asOf }

  /// The number of rights.
  public var count: Int { ids.count }
}

/// What can be decided about a right: to keep it, or one of the ways in which it leaves or is put to use.
///
/// The words stand in decision lists, in decisions and in proposals of routes, so they are never renamed.
public enum DisposalAction: String, CaseIterable, Sendable, Codable {
  /// Go on paying.
  case keep
  /// Look at it again before the next fee.
  case lookAgain = "look-again"
  /// Keep less of it: fewer countries, fewer claims, fewer goods.
  case reduce
  /// License it inside the group.
  case licenseInGroup = "license-in-group"
  /// Declare it open to licence.
  case openLicence = "open-licence"
  /// Offer it to licensees.
  case license
  /// Sell it to somebody outside.
  case transfer
  /// Give it to a company as a contribution in kind.
  case contribute
  /// Put it into a pool.
  case pool
  /// Move it to another company of the group.
  case transferInGroup = "transfer-in-group"
  /// Give it back to the inventors.
  case giveToInventors = "give-to-inventors"
  /// Give it away.
  case donate
  /// Let it lapse by not paying.
  case letLapse = "let-lapse"
  /// Give it up by a declaration to the office.
  case abandon
  /// End the secrecy of a technical secret.
  case declassify

  /// The word in lists.
  public var title: BilingualText {
    switch self {
    case .keep: return BilingualText(zh: "保留", en: "keep")
    case .lookAgain: return BilingualText(zh: "再议", en: "look again")
    case .reduce: return BilingualText(zh: "缩减范围", en: "reduce")
    case .licenseInGroup: return BilingualText(zh: "集团内许可", en: "license in the group")
    case .openLicence: return BilingualText(zh: "开放许可", en: "open licence")
    case .license: return BilingualText(zh: "许可", en: "license")
    case .transfer: return BilingualText(zh: "转让", en: "transfer")
    case .contribute: return BilingualText(zh: "作价入股", en: "contribute in kind")
    case .pool: return BilingualText(zh: "入池", en: "pool")
    case .transferInGroup: return BilingualText(zh: "集团内划转", en: "transfer in the group")
    case .giveToInventors: return BilingualText(zh: "转给发明人", en: "give to the inventors")
    case .donate: return BilingualText(zh: "捐赠", en: "donate")
    case .letLapse: return BilingualText(zh: "不再缴费", en: "let lapse")
    case .abandon: return BilingualText(zh: "声明放弃", en: "abandon")
    case .declassify: return BilingualText(zh: "解密", en: "declassify")
    }
  }

  /// The action that a cell of either language names, or that its code names; nil when there is none such.
  public init?(cell: String) {
    let word = cell.trimmingBlanks.lowercased()
    guard
      let found = DisposalAction.allCases.first(where: { one in
        one.rawValue == word || one.title.zh == word || one.title.en == word
      })
    else { return nil }
    self = found
  }

  /// The acts that gates judge before this may be done; none for what leaves the right as it is.
  public var acts: [GatedAct] {
    switch self {
    case .keep, .lookAgain, .reduce: return []
    case .licenseInGroup, .license: return [.exclusiveLicence]
    case .openLicence: return [.openLicence]
    case .pool: return [.exclusiveLicence]
    case .transfer, .contribute, .transferInGroup, .giveToInventors, .donate: return [.transfer]
    case .letLapse: return [.lapse]
    case .abandon, .declassify: return [.abandonment]
    }
  }

  /// Whether somebody named takes the right, or a licence of it: then it matters whether that somebody is abroad.
  public var hasTaker: Bool {
    switch self {
    case .licenseInGroup, .license, .pool, .transfer, .contribute, .transferInGroup, .giveToInventors,
      .donate:
      return true
    case .keep, .lookAgain, .reduce, .openLicence, .letLapse, .abandon, .declassify: return false
    }
  }
}

/// The words for where whoever takes a right, or a licence of it, is.
public enum TakerPlace {
  /// The place.
  public static func title(abroad: Bool) -> BilingualText {
    abroad ? BilingualText(zh: "境外", en: "abroad") : BilingualText(zh: "境内", en: "in the country")
  }

  /// What a cell of either language says of it; nil for another word.
  public static func isAbroad(cell: String) -> Bool? {
    switch cell.trimmingBlanks.lowercased() {
    case "yes", "是", title(abroad: true).zh, title(abroad: true).en: return true
    case "no", "否", title(abroad: false).zh, title(abroad: false).en: return false
    default: return nil
    }
  }
}

/// An act that a gate may stand before.
public enum GatedAct: String, CaseIterable, Sendable, Codable {
  /// Letting a right lapse by not paying its fee (Patent Law art. 44 (1)).
  case lapse
  /// Giving it up by a written declaration (Patent Law art. 44 (2)); publishing a secret.
  case abandonment
  /// Transfer to somebody in the country, contributions in kind and gifts among them.
  case transfer
  /// Transfer, or exclusive licence, to somebody abroad.
  case transferAbroad = "transfer-abroad"
  /// Licence to one or some.
  case exclusiveLicence = "licence"
  /// Declaration of open licence (Patent Law art. 50).
  case openLicence = "open-licence"
  /// Pledge.
  case pledge
}

/// A paper that lifts a gate for a right: who found it enough, when, and until when.
public struct GateEvidence: Sendable, Equatable, Codable {
  /// The right's row id in the store.
  public var rightID: Int64
  /// The gate's id in the model file, such as `G2`.
  public var gate: String
  /// The acts that it is evidence for; empty for all that the gate stands before.
  public var acts: [GatedAct]
  /// The document's name.
  public var document: String
  /// The SHA-256 of the document's bytes, 64 hexadecimal digits; nil where only its name was recorded.
  public var digest: String?
  /// Who recorded it.
  public var recordedBy: String
  /// The day from which it counts.
  public var day: CalendarDay
  /// The last day that it counts; nil for no end.
  public var validTo: CalendarDay?
  /// The facts that it answers, as they were known when it was put on record; nil for papers from before these were
  /// kept, and for papers that belong to no gate.
  public var answers: EvidenceFacts?

  /// A paper.
  public init(
    rightID: Int64, gate: String, acts: [GatedAct] = [], document: String, digest: String? = nil,
    recordedBy: String, day: CalendarDay, validTo: CalendarDay? = nil, answers: EvidenceFacts? = nil
  ) {
    self.rightID = rightID
    self.gate = gate
    self.acts = acts
    self.document = document
    self.digest = digest
    self.recordedBy = recordedBy
    self.day = day
    self.validTo = validTo
    self.answers = answers
  }

  /// Whether it counts on a day.
  public func counts(on day: CalendarDay) -> Bool { self.day <= day && validTo.map { day <= $0 } ?? true }
}

extension String {
  /// Without blanks at both ends.
  public var trimmingBlanks: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

import PortfolioCore

/// What legal events do to a right (model files of kind `legal-events`).
///
/// Below `events:` each entry is `{office, codes, effect, source}`; the office `any` is for the format's own
/// words, which mean the same everywhere.
public struct LegalEventVocabulary: PolicyModel {
  /// `legal-events`.
  public static let kind = "legal-events"

  /// What an event does.
  public enum Effect: String, Sendable, CaseIterable {
    /// The right lapsed for an unpaid fee.
    case lapse
    /// The term ended.
    case expiry
    /// The right was given up, or counts as given up.
    case abandonment
    /// The right was declared invalid or revoked in full.
    case invalidation
    /// A part of the right was declared invalid.
    case partialInvalidation = "partial-invalidation"
    /// The right ended, and the event does not say why.
    case cessation
    /// The right lives again.
    case reinstatement
    /// Substantive examination took effect.
    case examination
    /// The right was granted.
    case grant
    /// The right changed hands.
    case transfer
    /// A licence was recorded.
    case licenceOn = "licence-on"
    /// A licence was removed from the register.
    case licenceOff = "licence-off"
    /// A pledge was registered.
    case pledgeOn = "pledge-on"
    /// A pledge was removed from the register.
    case pledgeOff = "pledge-off"
    /// A court or authority froze the right.
    case preservationOn = "preservation-on"
    /// The freeze ended.
    case preservationOff = "preservation-off"
    /// The application was withdrawn or counts as withdrawn.
    case withdrawal
    /// The application was refused.
    case refusal
    /// The owner offers licences to everybody.
    case openLicence = "open-licence"
    /// The offer to everybody ended.
    case openLicenceOff = "open-licence-off"
    /// An annuity was paid.
    case payment
    /// An annuity is overdue.
    case paymentReminder = "payment-reminder"
  }

  let effects: [String: Effect]

  /// What an event of an office does; blanks around the code make no difference. Nil when it is not listed.
  public func effect(office: String, code: String) -> Effect? {
    let trimmed =
      code.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).first.map(String.init) ?? ""
    return effects[office + ":" + trimmed] ?? effects["any:" + trimmed]
  }

  /// Reads the model; every fault goes to the log with its place.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> LegalEventVocabulary?
  {
    let known = Set(header.sources.map(\.id))
    var effects: [String: Effect] = [:]
    for value in map.list("events") {
      var entry = ModelMap(value, log: log)
      let office = entry.string("office")
      let codes = entry.optionalStrings("codes")
      let effect = entry.word("effect", as: Effect.self)
      if let source = entry.string("source"), !known.contains(source) {
        log.add(
          Problem(
            .modelUnsourced, at: value.place, value: source, zh: "来源未列出", en: "The source is not listed"))
      }
      entry.finish()
      guard let office, let effect else { continue }
      for code in codes {
        if effects[office + ":" + code] != nil {
          log.bad(value.place, value: code, zh: "此事件代码出现两次", en: "The event code stands twice in this file")
        }
        effects[office + ":" + code] = effect
      }
    }
    return LegalEventVocabulary(effects: effects)
  }
}

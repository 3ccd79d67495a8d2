public import PolicyModels
public import PortfolioCore

/// The questions of the asset register: what is asked of an asset, what the levels mean, and where each answer enters
/// the money: a model file of the kind `asset-factors`.
public struct AssetFactors: PolicyModel {
  /// `asset-factors`.
  public static var kind: String { "asset-factors" }

  /// Where a factor enters the money.
  public enum Entry: String, Sendable, CaseIterable, Codable {
    /// The place within the royalty range.
    case royalty
    /// The economic life.
    case life
    /// A premium of the discount rate.
    case discount
    /// The share that a lender or another buyer could realise.
    case realisable
  }

  /// How much a factor counts at one entry.
  public struct Weight: Sendable, Hashable {
    /// Where.
    public let entry: Entry
    /// The weight among the factors of that entry.
    public let weight: Double
  }

  /// A level of a fact: what the data already say.
  public enum FactLevels: Sendable, Hashable {
    /// A level a word.
    case words([String: Int])
    /// Levels by lower limits, rising.
    case bands([Band])

    /// A lower limit with its level.
    public struct Band: Sendable, Hashable {
      /// The least number.
      public let from: Double
      /// The level.
      public let level: Int
    }
  }

  /// A factor: one question.
  public struct Factor: Sendable, Hashable {
    /// Its name.
    public let id: String
    /// Its title.
    public let title: BilingualText
    /// The question.
    public let question: BilingualText
    /// What the levels 1 to 5 mean, in order.
    public let levels: [BilingualText]
    /// Names of questions of the table of assessments that answer it, its own id among them.
    public let answeredBy: [String]
    /// A fact that goes before ``fact`` where it says something; nil where there is none.
    public let firstFact: FactID?
    /// The level of each value of ``firstFact``.
    public let firstLevels: FactLevels?
    /// The fact that answers it when nobody was asked.
    public let fact: FactID?
    /// The level of each value of the fact.
    public let factLevels: FactLevels?
    /// The level by the share, in per cent, of the sales in recorded markets that are made where a right of the family
    /// stands: it goes before the fact. Empty where markets say nothing of the factor.
    public let marketLevels: [FactLevels.Band]
    /// Where it enters the money.
    public let weights: [Weight]
    /// What would raise the level.
    public let action: BilingualText

    /// The level that facts give, and the fact that gives it; nil when they say nothing.
    public func level(table: FactTable, row: Int) -> (level: Int, fact: FactID)? {
      for (fact, levels) in [(firstFact, firstLevels), (fact, factLevels)] {
        if let fact, let levels, let level = Factor.level(levels, fact, table, row) { return (level, fact) }
      }
      return nil
    }

    private static func level(_ levels: FactLevels, _ fact: FactID, _ table: FactTable, _ row: Int) -> Int? {
      guard let column = table[fact] else { return nil }
      switch levels {
      case .words(let levels): return column.category(row).flatMap { levels[$0] }
      case .bands(let bands):
        guard let number = column.number(row) else { return nil }
        return bands.last { $0.from <= number }?.level
      }
    }
  }

  /// The file's header.
  public let header: ModelHeader
  /// The factors, in order.
  public let factors: [Factor]

  /// The factor with an id.
  public func factor(_ id: String) -> Factor? { factors.first { $0.id == id } }
}

/// The answer to a factor for one asset.
public struct FactorAnswer: Sendable, Hashable {
  /// Where the answer comes from.
  public enum Origin: Sendable, Hashable {
    /// People: so many assessors on the latest of some days.
    case people(assessors: Int, day: CalendarDay)
    /// A fact of the data.
    case fact(FactID)
    /// The markets sold in: the share of the sales there that is made where a right of the family stands.
    case markets(covered: Double)
    /// What is left of the right where that is less than the fact says: years up to the end of licences in, with their
    /// contracts, or none of a right past its term, without contracts.
    case limited(years: Double, contracts: [String])
    /// Nobody: the middle level is assumed, and every level counts as possible.
    case nobody
  }

  /// The factor.
  public let factor: AssetFactors.Factor
  /// The mean level, 1 to 5; 3 when nothing is known.
  public let level: Double
  /// The least level that the answers allow.
  public let low: Double
  /// The greatest.
  public let high: Double
  /// Where it comes from.
  public let origin: Origin
  /// What the assessors said beside their levels.
  public var evidence: [String] = []

  /// Whether anything is known.
  public var isKnown: Bool { origin != .nobody }

  /// Where the answer enters the money. Sales in markets where no right stands are left out of the revenue year by year;
  /// so what the markets say enters the share that could be realised alone, and lowers no royalty a second time.
  public var entering: [AssetFactors.Weight] {
    if case .markets = origin { return factor.weights.filter { $0.entry == .realisable } }
    return factor.weights
  }
}

/// The answers of one asset and what they add up to.
public struct AssetProfile: Sendable, Hashable {
  /// One answer a factor, in the model's order.
  public private(set) var answers: [FactorAnswer]

  /// A profile.
  /// - Parameters:
  ///   - answers: the levels given by people, by question.
  ///   - comments: what they said beside, by question; empty texts say nothing.
  public init(
    factors: AssetFactors, table: FactTable, row: Int,
    answers: [(question: String, level: Int, assessor: String, day: CalendarDay)],
    comments: [(question: String, text: String)] = []
  ) {
    self.answers = factors.factors.map { factor in
      let given = answers.filter { factor.answeredBy.contains($0.question) }
      if let latest = given.map(\.day).max() {
        let levels = given.map { Double($0.level) }
        return FactorAnswer(
          factor: factor, level: levels.reduce(0, +) / Double(levels.count), low: levels.min() ?? 1,
          high: levels.max() ?? 5,
          origin: .people(assessors: Set(given.map(\.assessor)).count, day: latest),
          evidence: comments.filter { factor.answeredBy.contains($0.question) && !$0.text.isEmpty }
            .map(\.text))
      }
      if let known = factor.level(table: table, row: row) {
        let level = Double(known.level)
        return FactorAnswer(
          factor: factor, level: level, low: level, high: level, origin: .fact(known.fact))
      }
      return FactorAnswer(factor: factor, level: 3, low: 1, high: 5, origin: .nobody)
    }
  }

  /// The weighted place of an entry between 0 (all factors at level 1) and 1 (all at 5), with the least and the
  /// greatest place that the answers allow; the middle when no factor enters there.
  public func position(_ entry: AssetFactors.Entry) -> (low: Double, base: Double, high: Double) {
    var sums = (low: 0.0, base: 0.0, high: 0.0)
    var total = 0.0
    for answer in answers {
      for weight in answer.entering where weight.entry == entry {
        sums.low += weight.weight * (answer.low - 1) / 4
        sums.base += weight.weight * (answer.level - 1) / 4
        sums.high += weight.weight * (answer.high - 1) / 4
        total += weight.weight
      }
    }
    guard total > 0 else { return (0, 0.5, 1) }
    return (sums.low / total, sums.base / total, sums.high / total)
  }

  /// The share of the weight of an entry that rests on answers.
  public func coverage(_ entry: AssetFactors.Entry) -> Double {
    var known = 0.0
    var total = 0.0
    for answer in answers {
      for weight in answer.entering where weight.entry == entry {
        total += weight.weight
        if answer.isKnown { known += weight.weight }
      }
    }
    return total > 0 ? known / total : 0
  }

  /// The answers that leave something to do, in the model's order: those below level 5, and those that are not certain.
  public var openAnswers: [FactorAnswer] { answers.filter { $0.level < 5 || $0.low < $0.high } }

  /// The same profile with one factor at a level, whatever was answered.
  public func with(_ factor: String, at level: Double) -> AssetProfile {
    var profile = self
    for (place, answer) in answers.enumerated() where answer.factor.id == factor {
      profile.answers[place] = FactorAnswer(
        factor: answer.factor, level: level, low: level, high: level, origin: answer.origin,
        evidence: answer.evidence)
    }
    return profile
  }

  /// The same profile where less is left of the right than the fact of its term says: that answers what people have not.
  /// - Parameters:
  ///   - years: the years that are left.
  ///   - contracts: the licences in that end then; empty where the term is over.
  public func limited(to years: Double, contracts: [String]) -> AssetProfile {
    var profile = self
    for (place, answer) in answers.enumerated() where answer.factor.fact == FactID.remainingTerm {
      if case .people = answer.origin { continue }
      guard case .bands(let bands)? = answer.factor.factLevels,
        let level = bands.last(where: { $0.from <= years })?.level
      else { continue }
      profile.answers[place] = FactorAnswer(
        factor: answer.factor, level: Double(level), low: Double(level), high: Double(level),
        origin: .limited(years: years, contracts: contracts))
    }
    return profile
  }

  /// The same profile where markets are recorded: they answer what people have not, before any fact.
  /// - Parameter share: of the sales in recorded markets, those made where a right of the family stands, 0 to 1.
  public func covering(_ share: Double) -> AssetProfile {
    var profile = self
    for (place, answer) in answers.enumerated() {
      if case .people = answer.origin { continue }
      // A hundredth of a per cent below a limit is rounding.
      guard let level = answer.factor.marketLevels.last(where: { $0.from <= share * 100 + 0.01 })?.level
      else { continue }
      profile.answers[place] = FactorAnswer(
        factor: answer.factor, level: Double(level), low: Double(level), high: Double(level),
        origin: .markets(covered: share))
    }
    return profile
  }
}

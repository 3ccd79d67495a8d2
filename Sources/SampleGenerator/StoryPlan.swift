import PortfolioCore

/// A unit of a story's owner; its name is also the party's.
struct StoryUnit {
  var code: String
  var parent: String
  var name: Term
}

/// Somebody outside.
struct StoryParty {
  var name: Term
  /// A word of `parties.kind`.
  var kind: String
  var country = "CN"
}

/// A product and how its revenue went.
struct StoryProduct {
  var code: String
  var name: Term
  var unit: String
  /// Names of the technologies in it.
  var technologies: [String]
  /// Revenue of 2019 in units of 10,000 yuan.
  var revenue2019: Int
  /// Growth a year in thousandths.
  var growth: Int
  /// A second market, with its part of the revenue in thousandths.
  var export: (market: String, permille: Int)?
}

/// A business line of a story.
struct StoryLine {
  var name: String
  /// How many of 100 rights belong to it.
  var weight: Int
  var technologies: [Technology]
  var units: [String]
  var niceClasses: [String]
  var products: [StoryProduct]
}

/// Everything that makes one story different from another.
struct StoryPlan {
  var folder: String
  var seed: UInt64
  /// Keeps the numbers of the samples apart.
  var salt: Int
  var units: [StoryUnit]
  /// Earlier names of units: declared aliases, used as applicants before the year.
  var formerNames: [(unit: String, name: Term, before: Int)]
  var outsiders: [StoryParty]
  /// Names of outsiders that own rights jointly with the units.
  var coOwners: [String]
  var coOwnedPermille: Int
  var lines: [StoryLine]

  var inventions: Int
  var utilityModels: Int
  var designs: Int
  /// Inventions and utility models filed on one day for the same thing; counted in both numbers.
  var twins: Int
  var foreign: Int
  var trademarks: Int
  var secrets: Int
  /// Filing years with their weights.
  var years: [(year: Int, weight: Int)]
  var habits: PatentHabits
  /// The percentage of early annuities paid when the right is owned jointly.
  var percentPaidJointly: Int
  /// The rate class of American patents.
  var americanClass = "large"
  /// Where granted European patents are kept up.
  var europeanChoices: [EuropeanChoice] = []
  /// The chance that a right is linked with a product of its field, in thousandths.
  var linkPermille: Int
  /// Rights assessed by experts in a year.
  var assessedPerYear: Int

  func unitName(_ code: String) -> Term { units.first { $0.code == code }?.name ?? Term(code, code) }
}

/// A share of an owner over some time.
struct StoryShare {
  var party: String
  var percent: Int?
  var from: CalendarDay
  var to: CalendarDay?
}

/// One right of a story.
struct StoryRight {
  var id = ""
  var kind: RightKind
  var office = "CN"
  var application = ""
  var publicationNumber = ""
  var grantNumber = ""
  var title: Term
  var life: PatentLife
  var technology: Technology?
  var line: String
  var unit: String
  var family = ""
  var familySize = 1
  var priority: CalendarDay?
  var applicants: [String]
  var shares: [StoryShare] = []
  var inventors: [String] = []
  var claims: Int?
  var independentClaims: Int?
  /// 0 ... 99; drives claims, citations, care for annuities, scores of experts, use in products.
  var quality: Int
  var ipc: [String] = []
  var classes: [String] = []
  var observedOn: CalendarDay?
  var note = ""
  /// In a contract, pledge or dispute: no second one is put on it.
  var isBound = false

  var isPatent: Bool { kind.isPatent }
  var isInForce: Bool { life.status == .inForce }
  var owners: [String] { shares.filter { $0.to == nil }.map(\.party) }

  /// Granted (or recognised, for secrets) before a day and not ended by then.
  func lived(on day: CalendarDay) -> Bool {
    guard let start = kind == .technicalSecret ? life.filing : life.grant, start < day else { return false }
    return life.end.map { $0 > day } ?? true
  }
}

import PortfolioCore

/// A word in both languages.
struct Term {
  var zh: String
  var en: String

  init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }
}

/// Something that is invented, with the IPC symbol of its place.
struct Thing {
  var name: Term
  var ipc: String

  init(_ zh: String, _ en: String, _ ipc: String) {
    name = Term(zh, en)
    self.ipc = ipc
  }
}

/// A title and the thing it is about.
struct ComposedTitle {
  var title: Term
  var thing: Thing
}

/// A field of technology: what is invented in it, and the classes that fit.
struct Technology {
  var name: String
  /// Symbols that may stand second.
  var ipc: [String]
  /// Locarno classes; empty where nothing has a look.
  var locarno: [String]
  var things: [Thing]
  var manners: [Term]
  /// What it is for: `用于…的`, `for …`.
  var uses: [Term]
  /// What a method does with it: `…的装配方法`, `method for assembling …`.
  var methods: [Term]
  /// What is kept secret about it.
  var secrets: [Term]
}

/// Composes titles that have not been used before.
struct TitleMaker {
  private var used: Set<String> = []

  mutating func title(
    _ technology: Technology, _ kind: RightKind, _ dice: inout SampleDice
  ) -> ComposedTitle {
    for _ in 0..<400 {
      let composed = compose(technology, kind, &dice)
      if used.insert(composed.title.zh).inserted { return composed }
    }
    // The vocabulary is used up: number the title, so that it stays the only one.
    var number = 2
    var composed = compose(technology, kind, &dice)
    let base = composed.title
    while !used.insert("\(base.zh)（\(number)）").inserted { number += 1 }
    composed.title = Term("\(base.zh)（\(number)）", "\(base.en) (\(number))")
    return composed
  }

  private func compose(
    _ technology: Technology, _ kind: RightKind, _ dice: inout SampleDice
  ) -> ComposedTitle {
    let thing = dice.pick(technology.things)
    return ComposedTitle(title: words(thing.name, technology, kind, &dice), thing: thing)
  }

  private func words(
    _ thing: Term, _ technology: Technology, _ kind: RightKind, _ dice: inout SampleDice
  ) -> Term {
    let manner = dice.chance(800) ? dice.pick(technology.manners) : Term("", "")
    let use = dice.chance(600) ? dice.pick(technology.uses) : nil
    let named = Term(manner.zh + thing.zh, manner.en.isEmpty ? thing.en : "\(manner.en) \(thing.en)")
    let placed = use.map { Term("用于\($0.zh)的", " for \($0.en)") } ?? Term("", "")
    switch kind {
    case .design:
      return Term(named.zh, capitalised(named.en))
    case .technicalSecret:
      let secret = dice.pick(technology.secrets)
      let owner = use.map { "\($0.zh)" } ?? ""
      return Term(owner + named.zh + secret.zh, capitalised("\(secret.en) of \(named.en)\(placed.en)"))
    case .invention where dice.chance(450):
      let method = dice.pick(technology.methods)
      return dice.chance(500)
        ? Term(
          "一种\(placed.zh)\(named.zh)\(method.zh)方法",
          capitalised("Method for \(method.en) \(article(named.en))\(placed.en)"))
        : Term(
          "一种\(placed.zh)\(named.zh)及其\(method.zh)方法",
          capitalised("\(named.en)\(placed.en) and method for \(method.en) it"))
    default:
      return Term("一种\(placed.zh)\(named.zh)", capitalised(named.en + placed.en))
    }
  }

  private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private func article(_ text: String) -> String {
    "aeiou".contains(text.prefix(1)) ? "an \(text)" : "a \(text)"
  }
}

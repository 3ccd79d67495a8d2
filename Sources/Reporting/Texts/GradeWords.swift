public import Grading
public import PortfolioCore

/// How grades are called: a letter is a name in every language, any other id is the file's word for the program,
/// and people read the grade's title.
extension GradeBand {
  /// Whether the grade is one capital letter.
  var isLetter: Bool {
    grade.unicodeScalars.count == 1 && grade.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) }
  }
}

extension Wording {
  /// The name of what a model does not grade, in both languages.
  public static var notGraded: BilingualText {
    BilingualText(
      zh: Wording(language: .zh, currency: .cny).text(.other),
      en: Wording(language: .en, currency: .cny).text(.other))
  }

  /// A grade's name in both languages.
  public static func gradeName(of band: GradeBand) -> BilingualText {
    BilingualText(
      zh: Wording(language: .zh, currency: .cny).gradeName(band),
      en: Wording(language: .en, currency: .cny).gradeName(band))
  }

  /// A grade in a table: its letter, or its title without what stands in brackets.
  public func gradeName(_ band: GradeBand) -> String {
    guard !band.isLetter else { return band.grade }
    let title = text(band.title)
    let short = title.prefix { $0 != "（" && $0 != "(" }
    return short.isEmpty ? title : String(short).trimmingEnd
  }

  /// A grade with all that its title says: `A (hold with priority)`, `low-value (candidate for disposal)`.
  func gradeTitle(_ band: GradeBand) -> String {
    guard band.isLetter else { return text(band.title) }
    return language == .zh ? "\(band.grade)（\(text(band.title))）" : "\(band.grade) (\(text(band.title)))"
  }

  /// What the outcomes of a model are called, in both languages, by their names in it: its grades, its gates, and what it
  /// does not grade.
  public static func outcomeNames(of model: GradingModel) -> [String: BilingualText] {
    var names = ["other": notGraded]
    for gate in model.gates { names[gate.id] = gate.title }
    for band in model.grades { names[band.grade] = gradeName(of: band) }
    return names
  }

  /// An outcome by its name in a model: a grade, a gate, or what the model does not grade.
  public func outcomeName(_ name: String, _ model: GradingModel) -> String {
    if let band = model.grades.first(where: { $0.grade == name }) { return gradeName(band) }
    if let gate = model.gates.first(where: { $0.id == name }) { return text(gate.title) }
    return text(.other)
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

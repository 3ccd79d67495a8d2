internal import Grading
internal import PolicyModels
public import PortfolioCore
internal import PortfolioImport
internal import PortfolioReview
internal import Renewals
internal import Reporting
internal import Scoring
internal import Survival
internal import Valuation

/// A model for people: the file in plain words, or as it is written.
public struct ModelPage: Sendable {
  private let entry: ModelCatalogue.Entry
  private let catalogue: ModelCatalogue

  /// Finds a model by its path, with or without `.yaml`, by its id, or by its kind and id such as `gates/cn`.
  /// - Throws: ``ProblemList`` when there is none, or several have that id, or the folder of models cannot be read.
  public init(named name: String, models folder: String?) throws {
    catalogue = try Workspace.catalogue(models: folder)
    let found = catalogue.entries.filter { entry in
      let path = entry.file.path
      return path.lowercased() == name.lowercased() || path.lowercased() == name.lowercased() + ".yaml"
        || entry.header.map { $0.id == name || $0.kind + "/" + $0.id == name } ?? false
    }
    let byPath = found.filter { $0.file.path == name || $0.file.path == name + ".yaml" }
    guard let entry = byPath.first ?? found.first else {
      throw ProblemList(ModelPage.notFound(name, among: catalogue))
    }
    guard byPath.count == 1 || found.count == 1 else { throw ProblemList(ModelPage.several(name, found)) }
    // By its path a file is one; by an id that two files have nobody can say which is meant.
    if byPath.isEmpty, let header = entry.header {
      let clashes = catalogue.entries.filter { $0.clash == [header.kind, header.id] }
      guard clashes.isEmpty else { throw ProblemList(clashes.flatMap(\.problems)) }
    }
    self.entry = entry
  }

  private static func several(_ name: String, _ found: [ModelCatalogue.Entry]) -> Problem {
    let choices = found.map { entry in
      (entry.header.map { $0.kind + "/" + $0.id } ?? entry.file.path, entry.file.path, entry.header?.title)
    }
    func list(_ language: Language) -> String {
      choices.map { name, path, title in
        let title = title?.text(language) ?? path
        return language == .zh ? "\(name)（\(title)）" : "\(name) (\(title))"
      }.joined(separator: language == .zh ? "、" : ", ")
    }
    return Problem(
      .modelAmbiguous, value: name, zh: "有 \(found.count) 个模型叫这个名称",
      en: "\(found.count) models have that name",
      remedy: BilingualText(zh: "写种类和名称：\(list(.zh))", en: "Name kind and id: \(list(.en))"))
  }

  private static func notFound(_ name: String, among catalogue: ModelCatalogue) -> Problem {
    let close = ModelPage.similar(to: name, among: catalogue)
    guard !close.isEmpty else {
      return Problem(
        .modelNotFound, value: name, zh: "没有这个模型", en: "There is no such model",
        remedy: BilingualText(zh: "winnow models list 列出全部模型", en: "winnow models list lists all models"))
    }
    return Problem(
      .modelNotFound, value: name, zh: "没有这个模型", en: "There is no such model",
      remedy: BilingualText(
        zh: "是否指 \(close.joined(separator: "、"))？winnow models list 列出全部模型",
        en: "Did you mean \(close.joined(separator: ", "))? winnow models list lists all models"))
  }

  /// Ids and paths that differ from a name in capitals, in the folder, or in a letter or two; at most five.
  private static func similar(to name: String, among catalogue: ModelCatalogue) -> [String] {
    func core(_ text: String) -> String {
      let text = text.lowercased()
      return text.hasSuffix(".yaml") ? String(text.dropLast(5)) : text
    }
    let wanted = core(name)
    let last = wanted.split(separator: "/").last.map(String.init) ?? wanted
    var found: [(distance: Int, name: String)] = []
    for entry in catalogue.entries {
      let path = String(
        entry.file.path.hasSuffix(".yaml") ? entry.file.path.dropLast(5) : entry.file.path[...])
      let shown = wanted.contains("/") ? path : entry.header?.id ?? path
      let names = [
        core(path), core(path).split(separator: "/").last.map(String.init), entry.header?.id.lowercased(),
      ]
      let distance = names.compactMap { $0 }.map {
        min(EditDistance.of($0, wanted), EditDistance.of($0, last))
      }.min()
      let isSame = core(path) == wanted || core(path).hasSuffix("/" + wanted)
      if let distance, distance <= max(1, min(2, last.count / 3)) {
        found.append((isSame ? -1 : distance, shown))
      }
    }
    // What differs in capitals or in the folder only is meant; a letter or two may be many things.
    let least = found.map(\.distance).min() ?? 0
    return found.filter { $0.distance == least }.map(\.name).sorted().prefix(5).map { $0 }
  }

  /// The file as it is written, after a line with its path and digest.
  public var source: String { "# \(entry.file.path)  SHA-256 \(entry.file.sha256)\n" + entry.file.text }

  private func load<Model: PolicyModel>(_ type: Model.Type) throws -> Model {
    try ModelCatalogue.load(type, file: entry.file).0
  }

  /// The model in plain words and tables; where a kind has none of its own, its head and sources and then the file.
  /// - Throws: ``ProblemList`` when the file does not load.
  public func text(language: Language, width: Int?, ansi: Bool = false) throws -> String {
    switch entry.header?.kind {
    case FeeSchedule.kind:
      let (schedule, _) = try ModelCatalogue.load(FeeSchedule.self, file: entry.file)
      return FeeScheduleText(schedule, among: try FeeSchedules(catalogue: catalogue), language: language)
        .text(width: width, ansi: ansi)
    case GradingModel.kind:
      let (model, _) = try ModelCatalogue.load(GradingModel.self, file: entry.file)
      return GradingModelText(model, language: language).text(width: width, ansi: ansi)
    case GateModel.kind:
      let (model, _) = try ModelCatalogue.load(GateModel.self, file: entry.file)
      return GateModelText(model, language: language).text(width: width, ansi: ansi)
    case RouteModel.kind:
      let (model, _) = try ModelCatalogue.load(RouteModel.self, file: entry.file)
      return RouteModelText(model, language: language).text(width: width, ansi: ansi)
    case MappingModel.kind:
      let (mapping, header) = try ModelCatalogue.load(MappingModel.self, file: entry.file)
      return mappingText(mapping, header, language, width, ansi)
    case ScoreSet.kind:
      return ScoreSetModelText(try load(ScoreSet.self), language: language).text(width: width, ansi: ansi)
    case Classification.kind:
      return ClassificationModelText(try load(Classification.self), language: language)
        .text(width: width, ansi: ansi)
    case LapseHazardModel.kind:
      return HazardModelText(try load(LapseHazardModel.self), language: language).text(
        width: width, ansi: ansi)
    case TargetSet.kind:
      return TargetSetText(try load(TargetSet.self), language: language).text(width: width, ansi: ansi)
    case BenchmarkSet.kind:
      return BenchmarkSetText(try load(BenchmarkSet.self), language: language).text(width: width, ansi: ansi)
    case ValuationSettings.kind:
      return ValuationSettingsText(try load(ValuationSettings.self), language: language)
        .text(width: width, ansi: ansi)
    default:
      guard let header = entry.header else { return source }
      let head = ModelHeadText(header, language: language)
      return head.text(width: width) + head.sources(width: width) + "\n" + entry.file.text
    }
  }

  private func mappingText(
    _ mapping: MappingModel, _ header: ModelHeader, _ language: Language, _ width: Int?, _ ansi: Bool
  ) -> String {
    let head = ModelHeadText(header, language: language)
    let zh = language == .zh
    let rows = MappingField.allCases.compactMap { field -> [String]? in
      guard let column = mapping.columns[field] else { return nil }
      let needed = mapping.needs.contains(field) ? (zh ? "必需" : "needed") : ""
      return [field.rawValue, column.headers.joined(separator: " / "), needed]
    }
    let table = TerminalTable(
      [
        .init(zh ? "读作" : "read as"), .init(zh ? "文件中的列名（任一）" : "header in the file (any of)", least: 20),
        .init(zh ? "是否必需" : "needed"),
      ], rows)
    return head.text(width: width) + "\n" + table.render(width: width, ansi: ansi)
      + head.sources(width: width)
  }
}

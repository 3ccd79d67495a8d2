public import PortfolioCore

/// All model files at hand: those built in, and the user's own, which add to them or take their place.
///
/// A user's file takes the place of a built-in one when kind and id are the same.
public struct ModelCatalogue: Sendable {
  /// A file of the catalogue with its header, where the header could be read.
  public struct Entry: Sendable {
    /// The file.
    public let file: ModelFile
    /// Kind, id, version, title, sources; nil when the header is broken.
    public let header: ModelHeader?
    /// The parsed file; nil when it is not YAML.
    public var value: ModelValue? { parsed ?? (try? ParsedModels.value(of: file)) }
    /// The parsed file where all of it was read at once.
    let parsed: ModelValue?
    /// What is wrong with the header.
    public let problems: [Problem]
    /// Kind and id that another file of the same origin has as well, so that nobody can say which is meant.
    public internal(set) var clash: [String]?
  }

  /// The files, built-in ones first, each ordered by path; replaced ones left out.
  public let entries: [Entry]

  /// A catalogue of some files; later files take the place of earlier ones of the same kind and id.
  public init(files: [ModelFile]) {
    var entries: [Entry] = []
    for file in files where file.path.hasSuffix(".yaml") && !file.path.hasSuffix(".cases.yaml") {
      let entry = ModelCatalogue.entry(of: file)
      if let header = entry.header,
        let index = entries.firstIndex(where: { $0.header?.kind == header.kind && $0.header?.id == header.id }
        )
      {
        if entries[index].file.origin == file.origin {
          let clash = Problem(
            .modelBadValue, at: Place(file: file.path, line: 1), value: header.id,
            zh: "与 \(entries[index].file.path) 同类同名", en: "Same kind and id as \(entries[index].file.path)",
            remedy: BilingualText(zh: "给其中一个换名", en: "Give one of them another id"))
          entries.append(
            Entry(
              file: file, header: nil, parsed: entry.parsed, problems: [clash],
              clash: [header.kind, header.id]))
        } else {
          entries[index] = entry
        }
      } else {
        entries.append(entry)
      }
    }
    self.entries = entries
  }

  /// The entries of a kind whose header could be read, ordered by id.
  public func entries(kind: String) -> [Entry] {
    entries.filter { $0.header?.kind == kind }.sorted { ($0.header?.id ?? "") < ($1.header?.id ?? "") }
  }

  /// Loads the model of a kind with an id.
  /// - Throws: ``ProblemList`` when there is none, when two files of the same origin have that id, or with
  ///   everything that is wrong with it.
  public func load<Model: PolicyModel>(_ type: Model.Type, id: String) throws -> (Model, ModelHeader) {
    guard let entry = entries.first(where: { $0.header?.kind == Model.kind && $0.header?.id == id }) else {
      let known = entries(kind: Model.kind).compactMap { $0.header?.id }
      let broken = entries.filter { $0.header == nil }.flatMap(\.problems)
      if let other = entries.first(where: { $0.header?.id == id })?.header {
        throw ProblemList(ModelCatalogue.otherKind(other, wanted: Model.kind, known: known))
      }
      throw ProblemList(
        [
          Problem(
            .modelNotFound, value: id, zh: "没有种类为 \(Model.kind)、名为“\(id)”的模型",
            en: "There is no model of kind \(Model.kind) with the id '\(id)'",
            remedy: BilingualText(
              zh: "现有：" + known.joined(separator: "、"), en: "Known: " + known.joined(separator: ", ")))
        ] + broken)
    }
    let clashes = entries.filter { $0.clash == [Model.kind, id] }
    guard clashes.isEmpty else { throw ProblemList(clashes.flatMap(\.problems)) }
    return try ModelCatalogue.load(type, entry)
  }

  /// The commands that use a kind of model with an option of its own.
  private static let commands = [
    "score-set": "winnow scores --model", "classification": "winnow scores --model",
    "grading-model": "winnow review --model", "pruning-scenario": "winnow prune --scenario",
    "lender-policy": "winnow pledge --policy", "risk-checklist": "winnow risks --checklist",
  ]

  /// There is a model of that name, of another kind: what it is, and which command uses it.
  private static func otherKind(_ other: ModelHeader, wanted: String, known: [String]) -> Problem {
    let command = commands[other.kind].map { "\($0) \(other.id)" } ?? "winnow models show \(other.id)"
    return Problem(
      .modelNotFound, value: other.id,
      zh: "“\(other.id)”（\(other.title.zh)）是 \(other.kind)，不是 \(wanted)",
      en: "'\(other.id)' (\(other.title.en)) is a \(other.kind), not a \(wanted)",
      remedy: BilingualText(
        zh: "这类模型用 \(command)；此处可用：" + known.joined(separator: "、"),
        en: "Use it with \(command); known here: " + known.joined(separator: ", ")))
  }

  /// Loads all models of a kind, ordered by id.
  /// - Throws: ``ProblemList`` with everything that is wrong with any of them.
  public func loadAll<Model: PolicyModel>(_ type: Model.Type) throws -> [(Model, ModelHeader)] {
    var models: [(Model, ModelHeader)] = []
    var problems = entries.filter { $0.clash?.first == Model.kind }.flatMap(\.problems)
    for entry in entries(kind: Model.kind) {
      do { models.append(try ModelCatalogue.load(type, entry)) } catch let list as ProblemList {
        problems += list.problems
      }
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    return models
  }

  /// Loads one model from a file that stands alone, such as a stored run's or a mapping named by path.
  /// - Throws: ``ProblemList`` with everything that is wrong with it.
  public static func load<Model: PolicyModel>(_ type: Model.Type, file: ModelFile) throws -> (
    Model, ModelHeader
  ) {
    try load(type, entry(of: file))
  }

  private static func load<Model: PolicyModel>(_ type: Model.Type, _ entry: Entry) throws -> (
    Model, ModelHeader
  ) {
    guard let header = entry.header else { throw ProblemList(entry.problems) }
    return (try ParsedModels.model(of: entry.file) { try read(type, entry, header) }, header)
  }

  private static func read<Model: PolicyModel>(
    _ type: Model.Type, _ entry: Entry, _ header: ModelHeader
  ) throws -> Model {
    let value = try entry.parsed ?? ParsedModels.value(of: entry.file)
    let log = ModelLog()
    if header.kind != Model.kind {
      log.bad(
        Place(file: entry.file.path, line: 1), value: header.kind, zh: "模型种类应为 \(Model.kind)",
        en: "The kind of model should be \(Model.kind)")
      throw ProblemList(log.problems)
    }
    var map = ModelMap(value, log: log)
    _ = ModelHeaderReader.read(&map, file: entry.file, log: ModelLog())
    let model = Model.read(&map, header: header, log: log)
    map.finish()
    guard let model, !log.hasErrors else { throw ProblemList(log.problems) }
    return model
  }

  private static func entry(of file: ModelFile) -> Entry {
    // Every command lists the catalogue and few load more than some of it, so of a built-in file, which is known to be
    // sound, only the head is read until it is wanted. A user's file is read whole: what is wrong with it is told.
    if file.origin == .builtin, let head = file.head {
      let entry = entry(of: file, text: head)
      if let header = entry.header { return Entry(file: file, header: header, parsed: nil, problems: []) }
    }
    return entry(of: file, text: file.text)
  }

  private static func entry(of file: ModelFile, text: String) -> Entry {
    do {
      let isWhole = text.utf8.count == file.text.utf8.count
      let value = try isWhole ? ParsedModels.value(of: file) : ModelValue.parse(text, file: file.path)
      let log = ModelLog()
      var map = ModelMap(value, log: log)
      let header = ModelHeaderReader.read(&map, file: file, log: log)
      // Nothing more of such a file is read: a misspelt key of the head is told of here.
      if log.hasErrors { map.reportMisspelt(["version", "title", "kind", "checkedOn", "sources"]) }
      return Entry(file: file, header: log.hasErrors ? nil : header, parsed: value, problems: log.problems)
    } catch let list as ProblemList {
      return Entry(file: file, header: nil, parsed: nil, problems: list.problems)
    } catch {
      let problem = Problem(.modelSyntax, at: Place(file: file.path), zh: "\(error)", en: "\(error)")
      return Entry(file: file, header: nil, parsed: nil, problems: [problem])
    }
  }
}

extension ModelFile {
  /// The text up to the first key that is no part of the head, where all keys of the head stand before it; else nil.
  var head: String? {
    var wanted: Set<Substring> = ["kind", "id", "version", "title", "checkedOn", "sources"]
    var end = text.startIndex
    while end < text.endIndex {
      let line = text[end...].prefix { $0 != "\n" }
      if let first = line.first, first.isLetter, let colon = line.firstIndex(of: ":") {
        if wanted.isEmpty { return String(text[..<end]) }
        wanted.remove(line[..<colon])
      }
      end = line.endIndex < text.endIndex ? text.index(after: line.endIndex) : text.endIndex
    }
    return nil
  }
}

/// Reads the lines every model file begins with.
enum ModelHeaderReader {
  static func read(_ map: inout ModelMap, file: ModelFile, log: ModelLog) -> ModelHeader? {
    let kind = map.string("kind")
    let id = map.string("id")
    let version = map.string("version")
    // A run names its rule books by their versions.
    for (key, value) in [("id", id), ("version", version)] {
      guard let value, value.allSatisfy(\.isWhitespace), let place = map.optional(key)?.place else {
        continue
      }
      log.bad(
        place, value: value, zh: "\(key) 不能为空", en: "'\(key)' must not be empty",
        remedy: BilingualText(zh: "写明，如 \"2026.1\"", en: "Write it, such as \"2026.1\""))
    }
    let title = map.bilingual("title")
    let checkedOn = map.day("checkedOn")
    var sources: [ModelSource] = []
    if var sourceMap = map.map("sources") {
      for entry in sourceMap.allEntries() {
        var source = ModelMap(entry.value, log: log)
        let title = source.string("title")
        let link = source.optionalString("link")
        let standing = source.word("standing", as: ModelSource.Standing.self)
        source.finish()
        if let title, let standing {
          sources.append(ModelSource(id: entry.key, title: title, link: link, standing: standing))
        }
      }
    }
    guard let kind, let id, let version, let title, let checkedOn else { return nil }
    return ModelHeader(
      kind: kind, id: id, version: version, title: title, checkedOn: checkedOn, sources: sources, file: file)
  }
}

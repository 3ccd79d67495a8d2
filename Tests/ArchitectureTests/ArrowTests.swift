import TestSupport
import Testing

/// Which modules a module may depend on, from the ground up. A new module needs a line here: that is the
/// moment to think about where it stands.
private let allowedArrows: [(module: String, mayUse: Set<String>)] = [
  ("CLibCrypto", []), ("CLibZip", []), ("CExpat", []), ("CXlsxWriter", []),
  ("PortfolioCore", ["CLibCrypto"]),
  ("PolicyModels", ["PortfolioCore", "yams"]),
  ("BuiltinModels", ["PolicyModels"]),
  ("PortfolioStore", ["PortfolioCore", "grdb", "grdbSQLite"]),
  ("PortfolioImport", ["PortfolioCore", "PolicyModels", "CLibZip", "CExpat"]),
  ("Renewals", ["PortfolioCore", "PolicyModels"]),
  ("Grading", ["PortfolioCore", "PolicyModels"]),
  ("Valuation", ["PortfolioCore", "PolicyModels"]),
  ("Pruning", ["PortfolioCore"]),
  ("Survival", ["PortfolioCore", "PolicyModels"]), ("Scoring", ["PortfolioCore", "PolicyModels", "Grading"]),
  (
    "PortfolioReview",
    [
      "PortfolioCore", "PolicyModels", "PortfolioStore", "Renewals", "Grading", "Valuation", "Pruning",
      "Survival", "Scoring",
    ]
  ),
  (
    "PledgeFinance",
    [
      "PortfolioCore", "PolicyModels", "PortfolioStore", "Renewals", "Grading", "Valuation", "Pruning",
      "PortfolioReview",
    ]
  ),
  (
    "Reporting",
    [
      "PortfolioCore", "PolicyModels", "Renewals", "Grading", "Valuation", "Pruning", "Survival", "Scoring",
      "PortfolioReview", "PledgeFinance", "CXlsxWriter", "CLibZip",
    ]
  ),
  (
    "Winnow",
    [
      "PortfolioCore", "PolicyModels", "BuiltinModels", "PortfolioStore", "PortfolioImport", "Renewals",
      "Grading", "Valuation", "Pruning", "Survival", "Scoring",
      "PortfolioReview", "PledgeFinance", "Reporting",
    ]
  ),
  ("WinnowCLI", ["Winnow", "argumentParser"]),
  ("winnow-bench", ["Winnow", "grdbSQLite"]),
  ("sample-generator", ["PortfolioCore", "PortfolioImport"]),
  ("model-embedder", []),
  ("EmbedModelsPlugin", ["model-embedder"]),
]

@Suite struct ArrowTests {
  static let manifest = Repository.text("Package.swift") ?? ""
  static let targets = PackageTargets(manifest: manifest).entries
  static let house = targets.filter { $0.kind != "testTarget" && $0.name != "TestSupport" }

  @Test func theManifestIsReadWhole() {
    let count =
      ArrowTests.manifest.split(separator: "\n").filter { line in
        let code = line.drop { $0 == " " }
        return ["target(", "executableTarget(", "testTarget(", "systemLibrary(", "plugin("].contains {
          code.hasPrefix("." + $0)
        }
      }.count
    #expect(ArrowTests.targets.count == count)
    #expect(ArrowTests.house.count == allowedArrows.count)
  }

  @Test(arguments: house.map(\.name))
  func everyArrowIsAllowed(module: String) throws {
    let target = try #require(ArrowTests.house.first { $0.name == module })
    let line = try #require(
      allowedArrows.first { $0.module == module }, "\(module) has no line in the list of allowed arrows")
    let wrong = Set(target.dependencies).subtracting(line.mayUse).sorted()
    #expect(wrong.isEmpty, "\(module) may not depend on \(wrong.joined(separator: ", "))")
  }

  /// The list itself runs one way: a module uses only those that stand above it.
  @Test func noArrowRunsBack() {
    var ground: Set<String> = ["yams", "grdb", "grdbSQLite", "argumentParser"]
    for line in allowedArrows {
      // The plugin and the tool it runs are about building, not about calling.
      let later = line.mayUse.subtracting(ground)
      #expect(later.isEmpty, "\(line.module) uses \(later.sorted()), which stand above it")
      ground.insert(line.module)
    }
  }

  @Test(arguments: house.map(\.name))
  func everyImportStandsInTheManifest(module: String) throws {
    let target = try #require(ArrowTests.house.first { $0.name == module })
    let names = Set(ArrowTests.targets.map(\.name))
    let products = [
      "GRDB": "grdb", "GRDBSQLite": "grdbSQLite", "Yams": "yams", "ArgumentParser": "argumentParser",
    ]
    for file in SourceFile.all(below: target.folder) {
      for imported in file.imports {
        let name = products[imported] ?? imported
        guard names.contains(name) || products[imported] != nil else { continue }
        #expect(
          target.dependencies.contains(name),
          "\(file.path) imports \(imported), which Package.swift does not list for \(module)")
      }
    }
  }

  @Test func onlyTheStoreKnowsSQL() {
    let allowed = ["GRDB": ["PortfolioStore"], "GRDBSQLite": ["PortfolioStore", "winnow-bench"]]
    for target in ArrowTests.house {
      for file in SourceFile.all(below: target.folder) {
        for imported in file.imports {
          guard let modules = allowed[imported] else { continue }
          #expect(modules.contains(target.name), "\(file.path) imports \(imported)")
        }
      }
    }
  }
}

import Foundation
import TestSupport
import Testing

/// A store that lies beside results belongs to one folder or file: another of the same name does not get into it.
@Suite struct SourceOfStoreTests {
  private func folder(_ name: String, in place: URL, right: String) throws {
    let folder = place.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = """
      right,kind,office,title,filing_day,grant_day,status,owners
      \(right),invention,CN,One,2018-01-01,2020-01-01,in-force,Acme

      """
    try Data(text.utf8).write(to: folder.appendingPathComponent("rights.csv"))
  }

  @Test(arguments: ["review", "scores", "gates", "forecast"])
  func anotherFolderOfTheSameNameIsRefused(verb: String) throws {
    try Program.inFreshFolder { place in
      try folder("a/exports", in: place, right: "A-1")
      try folder("b/exports", in: place, right: "B-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try run("winnow review a/exports --as-of 2026-06-30").exitCode == 0)
      let refused = try run("winnow \(verb) b/exports --as-of 2026-06-30")
      #expect(refused.exitCode != 0)
      #expect(refused.errors.contains("STO014") && refused.errors.contains("a/exports"))
      #expect(refused.errors.contains("--db exports.winnow.sqlite"))
      #expect(try run("winnow list exports.winnow.sqlite --lang en").output.contains("A-1"))
      #expect(try !run("winnow list exports.winnow.sqlite --lang en").output.contains("B-1"))
      // The first goes on, by any spelling of its path; the other has a store of its own.
      #expect(try run("winnow review ./b/../a/exports/ --as-of 2026-06-30").exitCode == 0)
      #expect(try run("winnow review b/exports --as-of 2026-06-30 --db b.sqlite").exitCode == 0)
      #expect(try !run("winnow list b.sqlite --lang en").output.contains("A-1"))
    }
  }

  @Test func aFolderThatMovedIsNamedOnce() throws {
    try Program.inFreshFolder { place in
      try folder("a/exports", in: place, right: "A-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try run("winnow review a/exports --as-of 2026-06-30").exitCode == 0)
      let moved = try run("mv a c; winnow review c/exports --as-of 2026-06-30 --lang zh")
      #expect(moved.exitCode != 0 && moved.errors.contains("STO014") && moved.errors.contains("移动了位置"))
      #expect(
        try run("winnow review c/exports --as-of 2026-06-30 --db exports.winnow.sqlite").exitCode == 0)
      #expect(try run("winnow review c/exports --as-of 2026-06-30").exitCode == 0)
    }
  }

  /// A store whose first import names no source is its folder's when the folder's files are in it.
  @Test func aStoreWithoutASourceIsKnownByItsFiles() throws {
    try Program.inFreshFolder { place in
      try folder("a/exports", in: place, right: "A-1")
      try folder("b/exports", in: place, right: "B-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(
        try run("winnow import a/exports --db exports.winnow.sqlite --observed-on 2026-06-30").exitCode == 0)
      #expect(try run("winnow review b/exports --as-of 2026-06-30").errors.contains("STO014"))
      #expect(try run("winnow review a/exports --as-of 2026-06-30").exitCode == 0)
    }
  }

  /// Nobody has seen a register on a day that is still to come; with the as-of day stated it can be tried all the same.
  @Test func nothingIsSeenAheadOfTheClock() throws {
    try Program.inFreshFolder { place in
      try folder("exports", in: place, right: "A-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      for command in ["import exports --db s.sqlite", "review exports --db s.sqlite --as-of 2026-06-30"] {
        let refused = try run("winnow \(command) --observed-on 2099-01-01 --lang en")
        #expect(refused.exitCode != 0 && refused.errors.contains("DEC019"), "\(command)")
        #expect(refused.errors.contains("--observed-on may be "))
        #expect(try !run("ls").output.contains("s.sqlite"))
      }
      let stated = "--observed-on 2099-01-01 --as-of 2099-01-01"
      #expect(try run("winnow import exports --db s.sqlite \(stated)").exitCode == 0)
      // The store knows of that day now.
      #expect(try run("winnow import exports --db s.sqlite --observed-on 2099-01-01").exitCode == 0)
    }
  }

  /// A file that is called as the folder is another source; the same export as CSV and as XLSX is one.
  @Test func aFileIsNotTheFolderOfItsName() throws {
    try Program.inFreshFolder { place in
      try folder("exports", in: place, right: "A-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try run("winnow review exports --as-of 2026-06-30").exitCode == 0)
      let refused = try run("cp exports/rights.csv exports.csv; winnow review exports.csv --as-of 2026-06-30")
      #expect(refused.exitCode != 0 && refused.errors.contains("STO014"))
      #expect(refused.errors.contains("exports/)") && refused.errors.contains("exports.csv"))
    }
  }

  /// Two folders in one store: the file of one is not that of the other, though both were named alike.
  @Test func aFileIsKnownByItsCanonicalPath() throws {
    try Program.inFreshFolder { place in
      for (parent, product) in [("x", "PR1"), ("y", "PR2")] {
        try folder("\(parent)/exports", in: place, right: "A-\(parent)")
        let exports = place.appendingPathComponent("\(parent)/exports")
        try Data("product,name\n\(product),Valves\n".utf8)
          .write(to: exports.appendingPathComponent("products.csv"))
        try Data("right,product,role,from_day\nA-\(parent),\(product),core,2020-01-01\n".utf8)
          .write(to: exports.appendingPathComponent("product_links.csv"))
      }
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      let store = "--db ../exports.winnow.sqlite"
      for parent in ["x", "y"] {
        #expect(try run("cd \(parent); winnow review exports --as-of 2026-06-30 \(store)").exitCode == 0)
      }
      let again = try run(
        "cd y; winnow review exports --as-of 2026-06-30 --report ../r.html --lang en")
      #expect(again.exitCode == 0 && !again.errors.contains(" on 2026-06-30, and count"))
    }
  }

  /// The store beside the results is its folder's own: a row that the folder no longer holds ends, and it is said.
  @Test func aRowThatTheFolderNoLongerHoldsEnds() throws {
    try Program.inFreshFolder { place in
      try folder("exports", in: place, right: "A-1")
      let exports = place.appendingPathComponent("exports")
      try Data("product,name\nPR1,Valves\nPR2,Pumps\n".utf8)
        .write(to: exports.appendingPathComponent("products.csv"))
      let links = exports.appendingPathComponent("product_links.csv")
      let kept = "right,product,role,from_day\nA-1,PR2,core,2020-01-01\n"
      try Data((kept + "A-1,PR1,core,2020-01-01\n").utf8).write(to: links)
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try !run("winnow review exports --as-of 2026-06-30").errors.contains("STO015"))
      // A file without any row is rather one that failed: it is told, and nothing ends.
      try Data("right,product,role,from_day\n".utf8).write(to: links)
      let empty = try run("winnow review exports --as-of 2026-06-30 --lang en")
      #expect(empty.errors.contains("as the file holds no row at all, none was ended"))
      try Data(kept.utf8).write(to: links)
      // The same folder by another spelling of its path.
      let ended = try run("winnow review ./exports/ --as-of 2026-06-30 --lang en")
      #expect(ended.errors.contains("STO015") && ended.errors.contains("PR1 A-1"))
      #expect(ended.errors.contains("it ends on 2026-06-30") && ended.errors.contains("1 row ended"))
      let counted = ended.errors.split(separator: "\n").filter { $0.contains("1 row ended") }
      #expect(!counted.contains { $0.contains("nothing was changed") })
      // With --db alone it is told and goes on.
      let told = try run("winnow review exports --as-of 2026-06-30 --db exports.winnow.sqlite")
      #expect(!told.errors.contains("ends on"))
      // There again, it goes on, and the import says so.
      try Data((kept + "A-1,PR1,core,2020-01-01\n").utf8).write(to: links)
      let back = try run("winnow review exports --as-of 2026-06-30 --lang en")
      let lines = back.errors.split(separator: "\n").filter { $0.contains("1 row goes on again") }
      #expect(lines.count == 1 && !lines.contains { $0.contains("nothing was changed") })
    }
  }
}

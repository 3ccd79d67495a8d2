import ArgumentParser
import Foundation
import Winnow

/// Options of the commands that look at a stored run.
struct RunOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
  var store: String

  @Option(
    help: ArgumentHelp("第几次评审，缺省为最近一次 / the run's number; the latest when not given.", valueName: "NUMBER"))
  var run: Int64?

  func load(_ common: CommonOptions) throws -> (Workspace, ReviewRun) {
    let workspace = try open(common)
    return (workspace, try workspace.run(run))
  }

  func open(_ common: CommonOptions) throws -> Workspace {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: store, isDirectory: &isFolder), isFolder.boolValue {
      throw ProblemList(
        Problem(
          .notAStore, at: Place(file: store), zh: "这是文件夹，不是数据库", en: "This is a folder, not a store",
          remedy: BilingualText(
            zh: "先运行 winnow review \(store)，它会给出数据库的位置",
            en: "Run winnow review \(store) first; it tells where the store is")))
    }
    return try Workspace.open(at: store, create: false, models: common.models)
  }
}

enum MessyFiles { static func files() -> [SampleFile] { [] } }

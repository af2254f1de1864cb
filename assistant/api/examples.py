"""Answers as the description of the service shows them."""

from assistant.contract import Answer

_ANSWERED: dict[str, object] = {
    "question": "馆陶县政府办2021年三公经费预算是多少",
    "language": "zh",
    "status": "answered",
    "origin": "extracted",
    "text": "馆陶县人民政府办公室2021年“三公”经费预算为1.2万元。[1]",
    "figures": [
        {
            "label": "“三公”经费预算",
            "concept": "san_gong",
            "entity": "馆陶县人民政府办公室",
            "period": 2021,
            "value": "1.2",
            "unit": "万元",
            "printed": "1.2万元",
            "citations": [1],
        }
    ],
    "citations": [
        {
            "number": 1,
            "document_id": "3f0c1e7a9b5d4c21",
            "file": "guantao-2021.txt",
            "title": "馆陶县人民政府办公室2021年部门预算信息公开",
            "section": ["四、“三公”经费"],
            "quote": "“三公”经费预算1.2万元",
            "start": 1204,
            "end": 1217,
            "url": "/documents/3f0c1e7a9b5d4c21?at=1204-1217#at",
        }
    ],
}
EXAMPLES: dict[str, Answer] = {
    "answered": Answer.model_validate(_ANSWERED),
    "not_found": Answer(
        question="正定县三公经费",
        status="not_found",
        reason="no_document",
        text="库中没有“正定县”的文件，无法回答。库中有：馆陶县人民政府办公室2021年预算。",
        suggestions=["馆陶县人民政府办公室2021年“三公”经费是多少"],
    ),
}

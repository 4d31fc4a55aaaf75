"""The words that a curriculum file may use where it chooses among some, and their codes on chain.

Achievement types are those of Open Badges 3.0.
"""

TYPES = {
    "Achievement": 1,
    "Badge": 2,
    "Certificate": 3,
    "Certification": 4,
    "CoCurricular": 5,
    "CommunityService": 6,
    "Competency": 7,
    "Course": 8,
    "Degree": 9,
    "Diploma": 10,
    "Fieldwork": 11,
    "LearningProgram": 12,
    "License": 13,
    "Membership": 14,
    "MicroCredential": 15,
    "Assessment": 16,
    "Assignment": 17,
    "Award": 18,
}
PARTICIPATION = {
    "online": 1,
    "onsite-or-blended": 2,
    "volunteering": 3,
    "work-experience": 4,
    "personalised": 5,
}
ASSESSMENT = {
    "testing": 1,
    "application-of-a-skill": 2,
    "portfolio": 3,
    "recognition-of-prior-learning": 4,
}
SUPERVISION = {"unsupervised": 1, "supervised": 2, "supervised-online": 3, "supervised-onsite": 4}
IDENTITY = {"checked": 1, "not-checked": 2}
COMPARATORS = ("EQ", "NEQ", "GT", "LT", "GTEQ", "LTEQ")
MEASURES = ("credits", "grade", "mark")

from articles.models.api_key import ApiKey, KeyScope
from articles.models.article import Article
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.editing import Autosave, EditingLock
from articles.models.idempotent_answer import IdempotentAnswer
from articles.models.mention import Mention
from articles.models.outlet import Outlet
from articles.models.people import Author, Source, Topic
from articles.models.photo import Photo
from articles.models.pin import Pin
from articles.models.place import Place, PlaceRule
from articles.models.preview_link import PreviewLink, PreviewRemark
from articles.models.push_subscription import PushedStory, PushSubscription
from articles.models.revision import Revision
from articles.models.rubric import FormerRubricPath, Rubric, RubricTree
from articles.models.story_event import StoryEvent
from articles.models.story_source import StorySource
from articles.models.tagging import Tagging
from articles.models.tip import Tip, TipPhoto
from articles.models.user import User
from articles.models.view_count import ViewCount
from articles.models.webhook import Webhook, WebhookDelivery, WebhookKind

__all__ = [
    "ApiKey",
    "Article",
    "Author",
    "Autosave",
    "Byline",
    "Correction",
    "EditingLock",
    "FormerRubricPath",
    "IdempotentAnswer",
    "KeyScope",
    "Mention",
    "Outlet",
    "Photo",
    "Pin",
    "Place",
    "PlaceRule",
    "PreviewLink",
    "PreviewRemark",
    "PushSubscription",
    "PushedStory",
    "Revision",
    "Rubric",
    "RubricTree",
    "Source",
    "StoryEvent",
    "StorySource",
    "Tagging",
    "Tip",
    "TipPhoto",
    "Topic",
    "User",
    "ViewCount",
    "Webhook",
    "WebhookDelivery",
    "WebhookKind",
]

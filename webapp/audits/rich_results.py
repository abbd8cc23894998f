"""Google's rich results: what each one requires and recommends, as of September 2026.

https://developers.google.com/search/docs/appearance/structured-data/search-gallery
"""

from __future__ import annotations

from datetime import date

from webapp.audits.rich_result_feature import Feature, names

VERIFIED = date(2026, 9, 30)

ARTICLE = names(
    "author author>name author>url|sameAs datePublished dateModified headline image"
)
#: Ratings and reviews inside of the thing that they are of.
RATINGS = names(
    "aggregateRating>ratingValue aggregateRating>ratingCount|reviewCount "
    "review>author review>reviewRating.ratingValue"
)
PRICE = names(
    "offers[Offer]>price|priceSpecification.price "
    "offers[AggregateOffer]>lowPrice offers[AggregateOffer]>priceCurrency"
)

REVIEW = Feature(
    "review-snippet",
    "Review snippet",
    ("Review",),
    names("author reviewRating.ratingValue itemReviewed itemReviewed>name"),
    names("datePublished reviewRating>bestRating reviewRating>worstRating"),
    "review-snippet",
)
RATED = Feature("review-snippet", "Review snippet", (), RATINGS, (), "review-snippet")
MERCHANT = Feature(
    "merchant-listing",
    "Merchant listing",
    (),
    names(
        "name image offers[Offer]>price|priceSpecification.price "
        "offers[Offer]>priceCurrency|priceSpecification.priceCurrency"
    ),
    names(
        "brand description gtin|gtin8|gtin12|gtin13|gtin14|isbn|mpn|sku "
        "offers[Offer]>availability offers[Offer]>hasMerchantReturnPolicy "
        "offers[Offer]>shippingDetails"
    ),
    "merchant-listing",
)

FEATURES = (
    Feature(
        "article",
        "Article",
        ("Article",),
        recommended=ARTICLE,
        page="article",
        others=("DiscussionForumPosting", "SocialMediaPosting"),
    ),
    Feature(
        "article",
        "Article",
        ("BlogPosting",),
        recommended=ARTICLE,
        page="article",
    ),
    Feature(
        "product-snippet",
        "Product snippet",
        ("Product",),
        ("name", "review|aggregateRating|offers", *PRICE),
        names(
            "review aggregateRating offers "
            "offers[Offer]>priceCurrency|priceSpecification.priceCurrency "
            "offers[Offer]>availability"
        ),
        "product-snippet",
        ("ProductGroup",),
    ),
    Feature(
        "breadcrumb",
        "Breadcrumb",
        ("BreadcrumbList",),
        ("itemListElement",),
        page="breadcrumb",
    ),
    Feature(
        "local-business",
        "Local business",
        ("LocalBusiness",),
        names("name address"),
        names("geo openingHoursSpecification|openingHours telephone url priceRange"),
        "local-business",
        ("VacationRental",),
    ),
    Feature(
        "organization",
        "Organization",
        ("Organization",),
        (),
        names("name url logo sameAs address contactPoint|telephone|email description"),
        "organization",
        ("LocalBusiness",),
    ),
    Feature(
        "event",
        "Event",
        ("Event",),
        names("name startDate location location[Place]>address"),
        names(
            "endDate eventStatus image description location[Place]>name offers "
            "offers>price offers>priceCurrency offers>availability offers>url "
            "organizer performer"
        ),
        "event",
        ("PublicationEvent", "UserInteraction"),
    ),
    Feature(
        "recipe",
        "Recipe",
        ("Recipe",),
        names("name image"),
        names(
            "author datePublished description recipeIngredient recipeInstructions "
            "totalTime|prepTime recipeYield nutrition.calories aggregateRating video "
            "keywords recipeCategory recipeCuisine"
        ),
        "recipe",
    ),
    Feature(
        "video",
        "Video",
        ("VideoObject",),
        names("name thumbnailUrl uploadDate"),
        names("contentUrl|embedUrl description duration"),
        "video",
    ),
    REVIEW,
    Feature(
        "review-snippet",
        "Review snippet",
        ("AggregateRating",),
        names("ratingValue ratingCount|reviewCount itemReviewed itemReviewed>name"),
        page="review-snippet",
        others=("EmployerAggregateRating",),
    ),
    Feature(
        "employer-rating",
        "Employer rating",
        ("EmployerAggregateRating",),
        names("ratingValue ratingCount|reviewCount itemReviewed itemReviewed>name"),
        names("bestRating worstRating"),
        "employer-rating",
    ),
    Feature(
        "profile-page",
        "Profile page",
        ("ProfilePage",),
        names("mainEntity mainEntity>name|alternateName"),
        names(
            "dateCreated dateModified mainEntity>image mainEntity>sameAs "
            "mainEntity>description"
        ),
        "profile-page",
    ),
    Feature(
        "qa-page",
        "Q&A",
        ("QAPage",),
        names(
            "mainEntity mainEntity>name mainEntity>answerCount "
            "mainEntity>acceptedAnswer|suggestedAnswer"
        ),
        names("mainEntity>author mainEntity>datePublished mainEntity>text"),
        "qapage",
    ),
    Feature(
        "discussion-forum",
        "Discussion forum",
        ("DiscussionForumPosting", "SocialMediaPosting"),
        names("author author>name datePublished text|image|video|sharedContent"),
        names("author>url comment headline interactionStatistic url"),
        "discussion-forum",
        ("BlogPosting",),
    ),
    Feature(
        "job-posting",
        "Job posting",
        ("JobPosting",),
        names("title description datePosted hiringOrganization"),
        names("baseSalary employmentType validThrough identifier directApply"),
        "job-posting",
    ),
    Feature(
        "course-list",
        "Course list",
        ("Course",),
        names("name description"),
        ("provider",),
        "course",
    ),
    Feature(
        "dataset",
        "Dataset",
        ("Dataset",),
        names("name description"),
        names("creator license distribution keywords identifier temporalCoverage"),
        "dataset",
    ),
    Feature(
        "software-app",
        "Software app",
        ("SoftwareApplication",),
        names(
            "name offers offers>price|lowPrice|priceSpecification.price "
            "aggregateRating|review"
        ),
        names("applicationCategory operatingSystem"),
        "software-app",
    ),
    Feature("movie", "Movie", ("Movie",), names("name image"), (), "movie"),
    Feature(
        "vacation-rental",
        "Vacation rental",
        ("VacationRental",),
        names(
            "containsPlace containsPlace>occupancy identifier image name "
            "latitude|geo.latitude longitude|geo.longitude"
        ),
        names("address aggregateRating brand checkinTime checkoutTime description"),
        "vacation-rental",
    ),
    Feature("faq", "FAQ", ("FAQPage",), retired="7 May 2026"),
    Feature(
        "how-to", "How-to", ("HowTo",), retired="September 2023", others=("Recipe",)
    ),
    Feature("fact-check", "Fact check", ("ClaimReview",), retired="June 2025"),
    Feature(
        "announcement", "Announcement", ("SpecialAnnouncement",), retired="July 2025"
    ),
)
SITELINKS = Feature(
    "sitelinks-searchbox", "Sitelinks search box", (), retired="November 2024"
)
OLD_VOCABULARY = Feature(
    "data-vocabulary", "Rich results by data-vocabulary.org", (), retired="January 2021"
)

// A request that failed is told: the package's scripts keep silent about it.
(function ($) {
    var $problem = $('#problem');
    // Else a refusal would come as a page, whose sentence nobody finds.
    $.ajaxSetup({ headers: { Accept: 'application/json' } });
    $(document).ajaxError(function (event, xhr, settings) {
        // The package asks its first page for a list of instances that it never gives.
        if (settings.url === {{ rq_url_prefix|tojson }}) { return; }
        var told = (xhr.responseJSON || {}).error || {};
        var fallback = 'Error ' + xhr.status + '. Load the page anew.';
        if (xhr.status === 0) { fallback = 'The server does not answer.'; }
        // JSON was asked for and the login page came.
        if (xhr.status === 200) { fallback = 'You are signed out. Load the page anew.'; }
        $problem.text(told.message || fallback).prop('hidden', false);
    });
    $(document).ajaxSuccess(function () { $problem.prop('hidden', true); });
})(jQuery);
